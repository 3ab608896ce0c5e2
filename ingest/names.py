"""Given names and family names that are frequent in the United States, for the identifier gate.

Typed from general knowledge; no person is meant. Names that are also ordinary words are kept apart, since
"Crystal" and "Mark" stand in charge descriptions, too.
"""

from __future__ import annotations

_GIVEN = """
aaron abdul abigail adam adrian adriana ahmed aiden alan alana albert alejandra alejandro alex alexander
alexandra alexis alfred alfredo alice alicia alisha allen allison alyssa amanda amelia amir amy ana andre
andrea andres andrew angela angelica angelina angie anita ann anna anne annette annie anthony antoine
antonio antwan april ariana ariel arlene arnold arthur arturo ashley audrey austin ava barbara beatrice
benjamin bernard bernice bertha beth bethany betty beverly bianca bobby bonnie brad bradley brandi brandon
brandy brenda brendan brent brett brian briana brianna brittany brooke bruce bryan bryant caitlin caleb
calvin cameron camila carla carlos carmen caroline carolyn carrie cassandra catherine cathy cecilia cedric
cesar chad charlene charles charlotte chelsea cheryl chloe chris christina christine christopher cindy
claire clara clarence claudia clifford clinton cody colin colleen connie connor constance corey courtney
craig cristina curtis cynthia daisha dakota damien damon dana daniel daniela danielle danny dante daphne
darius darlene darnell darrell darren darryl daryl dave david deandre deanna deborah debra delores demetrius
denise dennis deon derek derrick deshawn desiree destiny devin devon diana diane diego dolores dominic
dominique donald donna doris dorothy douglas duane dustin dwayne dwight dylan ebony eddie edgar edith
eduardo edward edwin eileen elaine eleanor elena elias elijah elizabeth ella ellen ellie elmer elsie emily
emma emmanuel enrique eric erica erick erik erika erin ernest esmeralda esperanza esteban esther ethan ethel
eugene eva evan evelyn fabian felicia felipe felix fernando florence floyd frances francesca francis
francisco franklin fred freddie frederick gabriel gabriela gabrielle garrett gary gavin geoffrey george
georgia gerald gerardo gilbert gina gladys glenda glenn gloria gordon grayson greg gregory gretchen
guadalupe guillermo gustavo gwendolyn haley hannah harold harriet harry harvey hassan hazel heather hector
heidi helen henry herbert herman hilda howard hugo hussein ian ibrahim ignacio imani ingrid irene irma isaac
isabel isabella isaiah ismael israel ivan jackie jackson jaclyn jacob jacqueline jada jaime jake jalen jamal
james jamie jane janelle janet janice jared jasmin jasmine jason javier jayden jeanette jeff jeffery jeffrey
jenna jennifer jenny jeremiah jeremy jermaine jerome jerry jesse jessica jessie jesus jill jimmy joan joann
joanna joanne joe joel johanna john johnnie johnny jon jonathan jordan jorge jose josefina joseph josephine
josh joshua josue joyce juan juana juanita judith judy julia julian juliana julie julio justin kaitlyn
kareem karen karina karl karla kate katherine kathleen kathryn kathy katie katrina kayla keisha keith kelley
kelly kelsey kendra kenneth kenya kevin khalid kiara kimberly kirk krista kristen kristin kristina kristine
kristopher krystal kurt kyle lakeisha lamar lamont larry lashawn latasha latisha latoya laura lauren laurie
lawrence leah leandro leila lena leo leon leonard leonardo leroy leslie lester leticia levi lewis liam
lillian lillie linda lindsay lindsey lionel lisa lloyd logan lois lonnie lorenzo loretta lori lorraine louis
louise lucas lucia lucille lucinda lucy luis luke luther luz lydia lynn mabel mackenzie madeline madison
malcolm malik manuel marc marcela marcella marco marcos marcus margaret margarita maria mariah marian
mariana marie marilyn mario marisa marisol marissa marjorie marlene marquis marsha marshawn martha marvin
mary mateo mathew matt matthew mattie maureen maurice maxine megan meghan melanie melinda melissa melody
melvin mercedes meredith micah micheal michael michele michelle miguel mike mildred miranda miriam mitchell
mohamed mohammad mohammed moises molly monica monique morgan muhammad myra myrtle nadia nancy naomi natalie
natasha nathan nathaniel neil nelson nichole nicholas nick nicolas nicole nina noah noel nora norma norman
olivia omar orlando oscar otis owen pablo paige pamela patricia patrick patsy patty paul paula pauline pedro
peggy percy perry peter philip phillip phyllis priscilla quentin quincy rachael rachel rafael ralph ramiro
ramon ramona randall randy raquel rasheed raul raymond rebecca regina reginald renee reynaldo rhonda ricardo
richard rickey ricky rigoberto rita robert roberta roberto robin rochelle roderick rodney rodolfo rodrigo
roger roland roman ronald ronnie rosa rosalie rosario rosemary rosie roxanne ruben rudolph rudy russell ruth
ryan sabrina sadie salvador samantha samuel sandra santiago sara sarah savannah scott sean sebastian selena
serena sergio shane shanice shannon shanna shaquille sharon shaun shawn sheila shelby sheldon shelley shelly
sheri sherri sherry shirley sidney silvia simon sofia sonia sonya sophia sophie spencer stacey stacy stanley
stefanie stella stephanie stephen steve steven stewart stuart susan susana suzanne sylvia tabitha tamara
tameka tamika tammy tanisha tanya tara tasha tatiana taylor ted teresa terrance terrell terrence terri
thelma theodore theresa thomas tiffany tim timothy tina todd tommy toni tonya tracey traci tracy travis
trevor tricia trinity tristan troy tyler tyrell tyrone tyrell ulysses valeria valerie vanessa vernon
veronica vicki vickie victoria vincent viola violet virginia vivian vladimir wallace walter wanda warren
wayne wendy wesley whitney wilbert wilfredo willard william willie wilma winston xavier xiomara yasmin
yesenia yolanda yvette yvonne zachary zoe aisha amari andreas anjali ayesha bashir chen chidi deepak emeka
fatima giovanni hiroshi ibrahima jamila jin juanito kenji kwame lakshmi leila ling mei min mustafa ngozi
nguyen nikhil olga oluwaseun pavel priya rahul raj sanjay sergei suresh svetlana tariq vijay wei yuki yusuf
zainab
aaliyah alberta alfonso alfreda alma alonzo alton alvin amina anastasia angelo anton antonia archie armando
arnulfo aubrey aurora beatriz belinda bennie bernadette bernardo bettie blanca bonita bradford bridget byron
callie candace candice carlton carolina cecil celeste celia chantel clayton clementine cleo clyde concepcion
constantine corinne cornelius cruzita damian damion dedrick delbert delia delilah demario demetria denzel
dewayne dexter dimitri dina dwane edmund efrain elisa eliza elvin elvira emilio ernestine ernesto estela
estelle eunice faye felipa fernanda filomena fiona flora francine geraldine gerard germaine giselle graciela
greta hakeem hamza harriett hattie hermione hilary horace humberto ida isiah jabari jacinta jamar janae
janine jarvis javon jeannette jerald jerrod joaquin josefa keenan kelvin kendrick keon kiana kimani ladonna
lakisha laquan laverne lawanda leilani lenora lula marlon mathilda milton minnie mona nelly nikita octavia
odessa omari opal ottis petra porfirio precious rachelle rashad raymundo reggie rolando rosalinda rufus
santos saul shanika shaniqua sharonda stefan sylvester tawanda tomas travon trevon trinidad tyesha tyree
ursula vicente victor vilma virgil wendell wilbur wilfred wilhelmina winifred zachariah zulema
abdi abdullahi abebe achieng adaeze adama adebayo adela adeline adolfo agatha agnes agustin aida akiko akua
alain alejandrina alem alexei alfonsina alisa alva alvaro amalia ambrose amelie amparo anabel anand anders
anika annamarie annika anselmo anthea apolonia araceli archana ariadna arjun armand arnav arvind asha ashish
ashok astrid augusto aurelia aurelio azucena balbina baltazar basilio beata benedict berenice berta bich binh
birgit bonifacio boris boubacar brenna bridgette brigid brigitte caitlyn camille candelario carmela carmelo
catalina cathleen cedrick celestino chanel chantal charmaine chau chaya chidera chinedu chinwe cian clemente
cleotilde consuelo cornelia cristian cristobal cuong danica darlena davion dawit deja deonte desmond
dimas dmitri dolly donal doyle dung edna edwina eero efren ekaterina eladio elba eleazar elodia eloise elsa
emil enid erasmo ernestina eusebio evelina evelio ezekiel farid farida faustino federico feng fernande fidel
flavio fletcher florencio fritz gage gaurav genaro genevieve germain gisela giuseppe gladis graciana guido
gustav habib haile hamid hana hanh hans haruki haruto heriberto hien hieu hilario hoang hong hortencia hung
huong hyun ifeanyi igor iliana imelda ines isadora ishmael isidro itzel ivana ivonne jacques jagdish jamaal
jamel jarrod jasmeet jayesh jerzy jiang jiho jolene josiah jovan judah juri kadija kalani kamal kamala karim
katarina kavita kaye keiko keiran kelechi kerry khadija khalil kieran kiet kirsten kiyoshi klaus kofi
krzysztof kunal kwabena laila larissa laszlo lata latrice lavonne leif leopoldo leyla lidia lien lila lilia
liliana linh lourdes luisa lupe lyle mable maeve mahmoud maia malachi malika mamadou manish manoj manuela
margarito mariam maribel maricela maricruz mariela marta mattias maura mayra meera mehdi mehmet meilin
mercedita merle mikhail milagros minh mireya mohamud mohan monte myles myron nadine naveen neha nestor ngoc
nhung niamh nidia nils nimo noemi nuno nuria obed octavio olaf oleg olivier ollie ottilie pascual pham phuc
phuong pilar pooja prakash pranav quan quang quyen quynh radha raimundo rajesh rakesh ramesh randal rania
rashida ravi refugio remigio renato reuben rhea rhys rishi rogelio roisin romeo ronan rosalba rosalyn roscoe
rosita rowena roya ruthie sachin sade saeed saeko salim salma samir sandeep sanjana saoirse seamus selam semaj
shabnam shanelle shanta shantel sharif sheryl shirin shivani sigrid silas sinead siobhan socorro soledad
sondra soraya srinivas stavros sunil sunita suong surya sven tadesse taina takeshi tanvi tariku teodoro thanh
thao thuy tiana tien toan tobias tomoko trang trung tuan tuyet uche usha usman valentina venkat vera vikram
viktor vinay vinh waleed wanjiru werner wiktor wilhelm wilson xiao xiaoming xiuying xuan yahaira yara yaritza
ying yolonda yong yosef yousef yuan yulia yuri yusra zachery zahra zaid zeke zelda zhen zoila
bogdan ivette tremaine roosevelt raven mai deja khadijah aryeh bryson jaylen kaylee latonya lateisha shawna marcellus dashawn
tyesha keyshawn shaquan jalisa markita tierra kiersten brandie rosalind valencia ximena nguyet shanika antwon davonte devonte
"""

# given names that are ordinary words as well
# short forms, and names of many languages that stand in no list of the most frequent
_GIVEN_MORE = """
toby gwen lupita ludmila chuck becky debbie joey mikey andy mindy trish kris chrissy lorrie tami kerri mitzi dottie nettie millie
donnie fermin jacinto leobardo macario nazario ruperto saturnino tranquilino ulises venancio wenceslao yadira zenaida abena amara
babatunde folake temitope ananya hiro sakura akira halima nasra hodan ifrah liban tesfaye mulugeta birhane
"""
_GIVEN_WORDS = """
amber angel art leo min autumn bear blaze canyon cash diamond dove dream essence ebony flint forest genesis heaven hazel journey justice
king legend major marquise mercy messiah opal patience phoenix precious prince princess rain raven reign ridge robin royal
sage saint sincere
skye star storm stormy treasure unique willow winter wren zion
barry bill billy bob buck carl carol chance charity charlie chase chip christian christy
clay cliff crystal daisy dale dawn dean destiny don doug drew duke earl ed ernie eve faith frank gail gene
ginger glen grace grant guy hank harmony heath holly hope hunter iris ivory ivy jack jade jan jasper jay
jean jewel jim joy june junior kay ken kent kim lance lee lily lou mack marina mark marsha marshall martin
mason max may miles myrtle nick norm olive pat pearl penny pete rex ray reed rich rick river rob rod ron
rose roy ruby rusty sally sam sandy sky sonny star stone sue summer terry tony trent tucker van vera vince
wade ward will wes woody
bao dat duc dusty ena hai hoa jun kai lan mai mia misty nam noe patience prudence soo tam thi thu tri uma xin
yan
"""

_FAMILY = """
abbott acosta adams adkins aguilar aguirre ahmed alexander ali allen allison alvarado alvarez anderson
andrews anthony aquino armstrong arnold arroyo ashley atkins austin avila ayala bailey baker baldwin ballard
barber barker barnes barnett barrera barrett barron bartlett barton bass bates bauer beck becker beltran
benitez bennett benson bernard berry blackburn blackwell blair blake blanchard blankenship bond booker boone
bowen bowers bowman boyd boyer boyle bradford bradley bradshaw brady brennan brewer briggs brooks brown
browning bruce bryan bryant buchanan buckley burgess burke burnett burns burton bush butler byrd cabrera
cain calderon caldwell calhoun callahan camacho cameron campbell campos cannon cantrell cantu cardenas carey
carlson carney carpenter carr carrillo carroll carson carter casey castaneda castillo castro cervantes
chambers chandler chang chapman charles chavez chen cherry choi christensen christian chung clark clarke
clay clayton clements cline cobb cochran cohen coleman collier collins combs compton conley conner contreras
conway cooper copeland cordova cortez costa cox craig crane crawford crosby cruz cummings cunningham curry
curtis daniel daniels daugherty davenport davidson davies davis dawson decker delacruz deleon delgado dennis
diaz dickerson dickson dillon dixon dodson dominguez donovan dorsey dougherty douglas downs doyle drake
dudley duffy duke duncan dunlap dunn duran durham dyer eaton edwards elliott ellis ellison emerson english
erickson escobar esparza espinosa espinoza estes estrada evans everett farley farmer farrell faulkner
ferguson fernandez ferrell fields figueroa finley fischer fisher fitzgerald fitzpatrick fleming fletcher
flores flowers floyd flynn foley forbes ford foreman foster fowler fox francis franco frank franklin frazier
frederick freeman french frost fry frye fuentes fuller gaines gallagher gallegos galloway galvan garcia
gardner garner garrett garrison garza gates gay gentry george gibbs gibson gilbert giles gill gillespie
gilmore glass glenn glover gomez gonzales gonzalez good goodman goodwin gordon graham grant graves gray
green greene greer gregory griffin griffith grimes gross guerra guerrero gutierrez guzman haas hahn hale
haley hall hamilton hammond hampton hancock hanna hansen hanson hardin harding hardy harmon harper harrell
harrington harris harrison hart hartman harvey hassan hatfield hawkins hayden hayes haynes heath hebert
henderson hendricks hendrix henry hensley henson herman hernandez herrera herring hess hester hickman hicks
higgins hill hines hinton ho hobbs hodge hodges hoffman hogan holden holder holland holloway holmes holt
hood hooper hoover hopkins horn horne horton house houston howard howe howell huang hubbard huber hudson
huerta huff huffman hughes hull humphrey hunt hunter hurley hurst hutchinson huynh ibarra ingram jackson
jacobs jacobson james jarvis jefferson jenkins jennings jensen jimenez johns johnson johnston jones jordan
joseph joyce juarez kane kaur keith keller kelley kelly kemp kennedy kent kerr khan kim king kirby kirk
klein kline knapp knight knox koch kramer krueger lam lamb lambert landry lang lara larsen larson le leach
leblanc lee leon leonard lester levine levy lewis li lin lindsey little liu livingston lloyd logan long
lopez love lowe lowery lozano lucas lucero luna lynch lynn lyons macdonald macias mack madden maddox mahoney
maldonado malone mann manning marin marks marquez marsh marshall martin martinez mason massey mata mathews
mathis matthews maxwell may mayer maynard mays mcbride mccall mccann mccarthy mccarty mcclain mcclure
mcconnell mccormick mccoy mccullough mcdaniel mcdonald mcdowell mcfarland mcgee mcgrath mcguire mcintosh
mcintyre mckay mckee mckenzie mckinney mcknight mclaughlin mclean mcmahon mcmillan mcneil mcpherson meadows
medina medrano mejia melendez melton mendez mendoza mercado mercer merritt meyer meyers meza michael
middleton miles miller mills miranda mitchell mohamed molina monroe montes montgomery montoya moody moon
moore mora morales moran moreno morgan morris morrison morrow morse morton moses mosley moss moyer mueller
mullen mullins munoz murillo murphy murray myers nash navarro neal nelson newman newton nguyen nichols
nicholson nielsen nixon noble nolan norman norris norton novak nunez obrien ochoa oconnell oconnor odom
odonnell oliver olsen olson oneal oneill orozco orr ortega ortiz osborne owen owens pace pacheco padilla
page palacios palmer park parker parks parrish parsons patel patrick patterson patton paul payne pearson
peck pena pennington perez perkins perry person peters petersen peterson pham phelps phillips pierce pineda
pittman pitts pollard ponce poole pope porter portillo potter potts powell powers pratt preston price prince
proctor pruitt pugh quinn quintero ramirez ramos ramsey randall randolph rangel rasmussen ray raymond reed
reese reeves reid reilly reyes reynolds rhodes rice rich richard richards richardson richmond riggs riley
rios ritter rivas rivera rivers roach robbins roberson roberts robertson robinson robles rocha rodgers
rodriguez rogers rojas rollins roman romero rosales rosario rose ross roth rowe rowland roy rubio ruiz rush
russell russo ryan salas salazar salgado salinas sampson sanchez sanders sandoval sanford santana santiago
santos saunders savage sawyer schaefer schmidt schmitt schneider schroeder schultz schwartz scott sellers
serrano sexton shaffer shah shannon sharp shaw shea shelton shepard shepherd sheppard sherman shields short
silva simmons simon simpson sims singh singleton skinner sloan small smith snow snyder solis solomon sosa
soto sparks spears spence spencer stafford stanley stanton stark steele stein stephens stephenson stevens
stevenson stewart stokes stone stout strickland strong stuart suarez sullivan summers sutton swanson sweeney
sykes tang tanner tapia tate taylor terrell terry thomas thompson thornton tran travis trejo trevino
trujillo tucker turner tyler underwood valdez valencia valentine valenzuela vance vang vargas vasquez
vaughan vaughn vazquez vega velasquez velazquez velez vo villa villanueva villarreal villegas vincent vu
wade wagner walker wall wallace waller walls walsh walter walters walton wang ward ware warner warren
washington waters watkins watson watts weaver webb weber webster weeks weiss welch wells west wheeler
whitaker white whitehead whitney wiggins wiley wilkerson wilkins wilkinson williams williamson willis wilson
winters wise wolf wolfe wong wood woodard woods woodward wright wu wyatt xiong yang yates yoder york young
yu zamora zavala zhang zimmerman zuniga okafor adeyemi mensah diallo kowalski ivanov petrov rossi bianchi
muller schmid nakamura tanaka suzuki yamamoto park hussain rahman begum gupta sharma kumar reddy osei
okonkwo abdullah hassan
abubakar aguilera alcala alford almeida amador ambrose amos anaya andrade appiah aragon arce archer arellano
arias asante ashby ashe atwood augustine avalos ayers baca bain bains bautista beasley beauchamp begay belcher
bello benally bennet bergeron bergman bernal bianco binder bingham birch bledsoe blount bolden bonilla boothe
bouchard boudreau boudreaux bourgeois bowling braun braxton brock broussard bui bullock burris bustamante
butts cao cardona carmichael cassidy castellanos cates chaney chaudhary chaudhry cheng chin chisholm cho
chowdhury churchill clifton cloud coates coffey colbert colon comeaux corbett coronado correa cortes coulter
covington crews cromwell crow crowder curran delacroix delarosa deng desai dhillon dinh donahue donaldson
donnelly dorsett doss dubois dugan duong easley echevarria echols eddy elias ellington emery engel enriquez
epps escobedo espino farah farris faust fernandes fink finn finney fong fontaine fontenot forte fortin fraser
fung gaither gamble gan gant garibay gaspar gauthier gaytan gee geiger gerber gil gist glaser glasgow godfrey
godinez goldberg goldman gorman grady greenberg greenwood grove grover gruber guevara guidry guillen guy
hackett hairston halloran hamm hammer han hanley harden hargrove harkins harp hartley haskins hathaway hawley
haywood hearn heller helms henning henriquez herbert herron hidalgo hinojosa hitchcock hoang hoffmann hollis
holloman hong hoskins hsu hubbell hutchins hutton ismail israel iyer jain jamison jansen jaramillo jarrell jha
jung kamara kaplan karimi kay kearney keating keene kessler kidd kimball kirkland kirkpatrick kong kuhn kwon
lai lancaster landers landis langley larkin larry lattimore lau leal leary leclair ledbetter lemus leung levin
lilly lim lockhart lombardi lopes lott louis lovell lowry ludwig luong maas mai malik mancini manuel marino
marrero mattson mcallister mcarthur mcbryde mcclellan mcclendon mccloud mccracken mccray mcdermott mcfadden
mckenna mclain mcleod mcmanus mcmillian mcmullen mcnally mcneill mehta meier mendes menon metcalf michel mims
mohammed monahan monk moreau moreland morin moser mott moua murdock murrell nair nakagawa nakai nance nava
ndiaye negrete neville nez ngo nickerson nieves nolasco nowak nwosu oakley odell ogletree okeke olivares
omalley ong ontiveros osborn oshea otero ouellette overton ozturk pappas partida pate paz peebles pereira
pettway petty pfeiffer phan pickett pina plummer pollock prado prather presley quach quintana quiroz rader
ramey rao rashid rausch redd redmond reyna rhoades rinehart roque rosado rosen rosenberg rowell rucker ruffin
rutherford sadler saechao salter sam samson samuels sanderson sapp sarmiento schaffer schroder schuster sharpe
shelby sheridan shin simms sinclair singer skaggs slater smalls somers sorensen souza spaulding spicer spivey
stallworth starks stern stinson stoddard stratton suggs swain tavares teague thao thibodeaux thomason thurman
tiller tillman tobin tolbert toledo tolliver tong torres tovar townsend tracy travers truong tsosie tully
ulrich upton valdes vann varela vera victor vigil waddell wadsworth waites warfield weir wentworth whalen
wheatley whitfield whitley whitlock whitmore whitt whittaker wilburn wilcox wilder willard willoughby witt
wooten worley yarborough yazzie ybarra yee yin yoon zapata zeigler zhao zheng zhou zhu
"""

# family names that are ordinary words: they make a name only after a given name that is none
_FAMILY_WORDS = """
baker banks barber bass bell black bond booker bowers brooks brown burns bush butler cannon carpenter carr
chambers chandler cherry christian clay cook cooper cross cruz day dean downs drake duke english farmer
field fields fisher flowers ford foreman forest fox frank french frost gates gay glass good grant graves
gray green gross hall hardy harmon hart hill holder hood horn house hunt hunter joyce king knight lamb lane
law little long love lynch mack mann marks marsh mason may mays meadows mercer miles miller mills moon moss
nash newman noble pace page palmer park parker parks person pierce pitts poole pope porter post potter potts
powers price prince ray reed reeves rice rich rivers roach rose rush sanders savage sawyer sellers sharp
shepherd shields short skinner sloan small snow sparks spears stark steele stone stout strong summers tanner
taylor turner tyler valentine wade walker wall walls ward ware warner waters weaver webb weeks wells west
wheeler white wise wolf wood woods wright york young
archer binder birch cloud crow crews gamble gates grove guy hammer han monk singer park sam mai das gist lim
lam
"""

# what follows a given name without making it a person's
NOT_FAMILY = frozenset(
    """
    act acts arundel ave avenue bay beach blvd boulevard bureau campus center centre church city
    college command community counties county court creek department dept district division drive
    east elementary estates expressway falls field gardens grove harbor harbour heights high highway
    hill hills hospital house island jail junior lake lane law laws library loop manor memorial
    middle mount north office park parkway patrol place plaza point police post precinct prison
    ranch region ridge river road roads s school section sector sheriff south springs square station
    statute st street subdivision team tower town township tract unit university valley victory view
    village ward way west woods zone alert program programme project order rule amendment
    """.split()
)

GIVEN = frozenset((_GIVEN + _GIVEN_MORE).split()) - frozenset(_GIVEN_WORDS.split())
GIVEN_WORDS = frozenset(_GIVEN_WORDS.split())
FAMILY = frozenset(_FAMILY.split()) | frozenset(_FAMILY_WORDS.split())
FAMILY_PLAIN = FAMILY - frozenset(_FAMILY_WORDS.split())
