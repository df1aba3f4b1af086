"""Common misspellings that are no other word: our own list."""

from __future__ import annotations

_PAIRS = """
abandonned/abandoned abscence/absence accidently/accidentally accomodate/accommodate
accross/across acheive/achieve adress/address agressive/aggressive amature/amateur
amoung/among anual/annual aparent/apparent apparantly/apparently appearence/appearance
arguement/argument assasin/assassin athiest/atheist atmosphear/atmosphere
attendence/attendance audiance/audience awfull/awful beautifull/beautiful
becuase/because becomming/becoming begining/beginning beleive/believe beleived/believed
bizzare/bizarre buisness/business calender/calendar camoflage/camouflage
carefull/careful catagory/category cemetary/cemetery certian/certain
changable/changeable cheif/chief childern/children choosen/chosen collegue/colleague
comming/coming commited/committed completly/completely concious/conscious
consciencious/conscientious curiousity/curiosity decieve/deceive decieved/deceived
definately/definitely definitly/definitely dependance/dependence desparate/desperate
desperatly/desperately diferent/different dilema/dilemma dissapear/disappear
dissapeared/disappeared dissapoint/disappoint dissapointed/disappointed
drunkeness/drunkenness ecstacy/ecstasy embarass/embarrass embarassed/embarrassed
enviroment/environment equiped/equipped exagerate/exaggerate excede/exceed
exellent/excellent existance/existence experiance/experience extremly/extremely
familar/familiar finaly/finally firey/fiery foriegn/foreign foward/forward freind/friend
freinds/friends futher/further garantee/guarantee gaurd/guard generaly/generally
goverment/government grammer/grammar greatful/grateful happend/happened
happyness/happiness harrass/harass heigth/height hieght/height hypocracy/hypocrisy
imediately/immediately immediatly/immediately independant/independent
inteligent/intelligent intresting/interesting iresistible/irresistible
jewelery/jewellery knowlege/knowledge labratory/laboratory lenght/length liason/liaison
libary/library lonly/lonely maintainance/maintenance managable/manageable
marrige/marriage mispell/misspell mischievious/mischievous mountian/mountain
mornign/morning naturaly/naturally neccessary/necessary necesary/necessary neice/niece
nieghbour/neighbour nighbour/neighbour noticable/noticeable ocasion/occasion
occassion/occasion occassionally/occasionally occured/occurred occurence/occurrence
occuring/occurring orginal/original paralel/parallel parrallel/parallel
particulary/particularly peice/piece percieve/perceive percieved/perceived persue/pursue
persued/pursued posess/possess posession/possession potatos/potatoes
preceeding/preceding prefered/preferred presance/presence privelege/privilege
priviledge/privilege probaly/probably promiss/promise pronounciation/pronunciation
publically/publicly quitely/quietly realy/really reccomend/recommend recieve/receive
recieved/received recieving/receiving refered/referred religous/religious
rember/remember remeber/remember remebered/remembered resistence/resistance
responsability/responsibility rythm/rhythm saftey/safety scarcly/scarcely
scedule/schedule seige/siege seperate/separate seperated/separated sergent/sergeant
shoud/should siezed/seized similiar/similar sincerly/sincerely sieze/seize speach/speech
stoped/stopped stopd/stopped stomache/stomach strenght/strength strech/stretch
succesful/successful succesfully/successfully sucess/success suddenley/suddenly
sudenly/suddenly suprise/surprise suprised/surprised surelly/surely teh/the
tendancy/tendency thier/their thougth/thought thoughout/throughout threshhold/threshold
tommorow/tomorrow tommorrow/tomorrow tomatos/tomatoes tounge/tongue truely/truly
twelth/twelfth unforseen/unforeseen unfortunatly/unfortunately untill/until
usefull/useful usualy/usually vaccum/vacuum vegatable/vegetable vehical/vehicle
visable/visible wierd/weird wether/whether whcih/which whisperd/whispered wich/which
wierdly/weirdly wonderfull/wonderful writen/written writting/writing yatch/yacht
yeild/yield yesturday/yesterday
"""
MISSPELT = dict(pair.split("/", 1) for pair in _PAIRS.split())
"""Folded; what is wrong and what it was meant to be."""
