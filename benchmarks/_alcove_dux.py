"""How long alcove-dux takes for pairs of texts. For `compare.py`: run by a python that has alcove-dux.

Reads the pairs and the number of rounds as JSON from standard input; prints the median CPU seconds of each pair as JSON.
"""

import json
import statistics
import sys
import time
from importlib.metadata import version

from alcove_dux import compare_texts

given = json.load(sys.stdin)
seconds = []
for one, other in given["pairs"]:
    taken = []
    for _ in range(given["rounds"] + 1):
        start = time.process_time()
        compare_texts(one, other)
        taken.append(time.process_time() - start)
    seconds.append(statistics.median(taken[1:]))
print(json.dumps({"version": version("alcove-dux"), "seconds": seconds}))
