"""Words and first names that tell whether a person is a woman or a man, as far as news tells it."""

from __future__ import annotations

FEMALE_WORDS = frozenset(
    "she her herself mrs ms miss spokeswoman chairwoman congresswoman businesswoman actress mother daughter "
    "wife sister queen princess woman girl duchess lady grandmother mom heiress baroness".split()
)
MALE_WORDS = frozenset(
    "he him his himself mr sir spokesman chairman congressman businessman actor father son husband brother "
    "king prince man boy duke lord grandfather dad pope baron".split()
)
FEMALE = frozenset(
    "mary maria patricia linda barbara elizabeth jennifer susan margaret dorothy lisa nancy karen betty helen "
    "sandra donna carol ruth sharon michelle laura sarah kimberly deborah jessica shirley cynthia angela "
    "melissa brenda amy anna rebecca virginia kathleen pamela martha debra amanda stephanie carolyn christine "
    "marie janet catherine frances ann joyce diane alice julie heather teresa doris gloria evelyn jean cheryl "
    "mildred katherine joan ashley judith rose janice kelly nicole judy christina kathy theresa beverly denise "
    "tammy irene jane lori rachel marilyn andrea kathryn louise sara anne jacqueline wanda bonnie julia ruby "
    "lois tina phyllis norma paula diana annie lillian emily robin peggy crystal gladys rita dawn connie "
    "florence tracy edna carmen rosa cindy grace wendy victoria edith kim sherry sylvia josephine thelma "
    "shannon sheila ethel ellen elaine marjorie carrie charlotte monica esther pauline emma juanita anita "
    "rhonda hazel amber eva debbie april leslie clara lucille jamie joanne eleanor valerie danielle megan "
    "alicia suzanne michele gail bertha darlene veronica jill erin geraldine lauren cathy joann lorraine lynn "
    "sally regina erica beatrice dolores bernice audrey yvonne annette samantha marion dana stacy ana renee "
    "ida vivian roberta holly brittany melanie loretta yolanda jeanette laurie katie kristen vanessa alma sue "
    "elsie beth jeanne hillary chelsea ivanka melania kellyanne carly nikki olga natalia svetlana elena irina "
    "tatiana ekaterina marine ursula christiane nina claire zoe sofia isabel lucia ada ingrid astrid greta "
    "heidi petra fatima aisha malala huma sonia kirsten tulsi kamala amelia hannah abby molly lindsay courtney "
    "katy allison alison kate meg maggie maya naomi bridget colleen marissa gabrielle miriam leah becky "
    "kristin erika cecile rosemary gretchen susana gina dianne patty mindy mika megyn arianna".split()
)
MALE = frozenset(
    "james john robert michael william david richard charles joseph thomas christopher daniel paul mark donald "
    "george kenneth steven edward brian ronald anthony kevin jason matthew gary timothy jose larry jeffrey "
    "frank scott eric stephen andrew raymond gregory joshua jerry dennis walter patrick peter harold douglas "
    "henry carl arthur ryan roger joe juan jack albert jonathan justin terry gerald keith samuel willie ralph "
    "lawrence nicholas roy benjamin bruce brandon adam harry fred wayne billy steve louis jeremy aaron randy "
    "howard eugene carlos russell bobby victor martin ernest phillip todd craig alan shawn clarence sean "
    "philip chris johnny earl jimmy antonio danny bryan tony luis mike stanley leonard nathan dale manuel "
    "rodney curtis norman allen marvin vincent glenn jeffery travis jeff chad jacob lee melvin alfred kyle "
    "francis bradley jesus herbert frederick ray joel edwin don eddie ricky troy randall barry alexander "
    "bernard mario leroy francisco marcus micheal theodore clifford miguel oscar jay jim tom calvin alex jon "
    "ronnie bill lloyd tommy leon derek warren darrell jerome floyd leo alvin tim wesley gordon dean greg "
    "jorge dustin pedro derrick dan lewis zachary corey herman maurice vernon roberto clyde glen hector shane "
    "ricardo sam rick lester brent ramon charlie tyler gilbert gene marc reginald ruben brett angel nathaniel "
    "rafael leslie edgar milton raul ben chester cecil duane franklin andre elmer brad gabriel ron mitchell "
    "roland arnold harvey jared adrian karl cory claude erik darryl neil christian javier fernando clinton ted "
    "mathew tyrone darren lonnie lance cody julio kelly kurt allan nelson guy clayton hugh max dwayne dwight "
    "armando felix jimmie everett jordan ian wallace ken bob jaime casey alfredo alberto dave ivan johnnie "
    "sidney byron julian isaac morris clifton willard daryl ross virgil andy marshall salvador perry kirk "
    "sergio marion tracy seth kent terrance rene eduardo terrence enrique freddie wade vladimir dmitry sergei "
    "alexei mikhail igor boris oleg yuri nikolai viktor volodymyr barack bernie marco rand rush newt mitt jeb "
    "reince rudy emmanuel francois nicolas jean-claude wolfgang recep bashar hassan mohammed muhammad ahmed "
    "ali omar abdul ibrahim mustafa xi li narendra shinzo lindsey chuck mitch orrin elijah sherrod tad jake "
    "wolf anderson paul-henri hans dieter klaus jurgen lars sven olaf pierre jacques michel philippe luca "
    "giovanni paolo pavel tomas jan piotr".split()
)
