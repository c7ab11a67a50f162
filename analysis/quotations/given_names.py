"""Frequent given names and the pronoun that usually goes with them; shared ones are left out."""

from __future__ import annotations

from types import MappingProxyType

_MALE = """
aaron abdul abdullah abraham adam adem ahmad ahmed alan albert alberto alejandro alexander
alfred ali allen alvin amir andre andrew andy angelo anthony antonio arnold arthur austin barack
ben benjamin bernard bernie bill billy bob bobby boris brad bradley brandon brendan brett brian
bruce bryan carl carlos charles charlie chris christopher chuck clarence claude clint colin
craig dan daniel darren dave david dean dennis derek diego dick dmitry dominic don donald doug
douglas dwight earl ed eddie eduardo edward edwin elliott emmanuel eric ernest ethan eugene
felix fernando francisco francois frank franklin fred frederick gary gavin geoffrey george
gerald gerard gilbert giovanni giuseppe glenn gordon graham greg gregory guillermo gustavo guy
hamid hans harold harry harvey hassan henry herbert herman howard hugh hugo ian ibrahim igor
isaac ivan jack jacob jake james jamal jared jason javier jay jeb jeff jeffrey jeremy jerome
jerry jim jimmy joe joel john johnny jon jonathan jorge jose joseph josh joshua juan julian
julio justin karl keith ken kenneth kevin khalid kirk kurt kyle lance larry lawrence leo leon
leonard lewis liam lloyd louis lucas luis luke malcolm manuel marc marcel marco marcus mario
mark marshall martin marvin matt matthew maurice max mehmet michael miguel mike mitch mitt
mohamed mohammad mohammed muhammad murray mustafa nathan nathaniel neil newt nicholas nick nigel
noah norman oliver omar oscar oswald otto pablo pat patrick paul pedro peter phil philip phillip
pierre rafael ralph rand ramon raul ray raymond recep ricardo richard rick rob robert roberto
rodney roger roland ron ronald ross roy rudy rupert russell ryan samuel scott sean sergei sergio
seth shane simon stanley stefan stephen steve steven stuart tariq ted terrence theodore thomas
tim timothy todd tom tommy tony travis trevor tyler vernon victor vincent vladimir walter warren
wayne wilbur will william winston xavier yusuf zachary antonin elbridge rahm reince
"""
_FEMALE = """
abigail adriana agnes aisha alexandra alice alicia alison allison amanda amber amelia amy ana
andrea angela angelina anita ann anna anne annette annie ariana audrey ava barbara beatrice
becky belinda bernadette bertha beth betsy betty beverly bonnie brenda bridget brittany camille
candace carla carly carmen carol caroline carolyn catherine cathy cecilia charlotte chelsea
cheryl christina christine cindy claire clara claudia colleen condoleezza connie courtney
crystal cynthia daisy danielle dawn deborah debbie debra denise diana diane dolores donna doris
dorothy edith eileen elaine eleanor elena elisabeth elise elizabeth ella ellen emily emma erica
erin esther eva evelyn fatima felicia fiona florence frances gabriella gail geraldine gina
gladys gloria grace greta hannah harriet heather heidi helen helena hena hillary holly huma ida
ingrid irene irma isabel isabella ivanka jackie jacqueline jane janet janice jasmine jean jeanne
jennifer jenny jessica jill joan joanna joanne josephine joyce juanita judith judy julia juliana
julie june karen kate katherine kathleen kathryn kathy katie katy kayla kellyanne kimberly
kirsten kristen kristin laura lauren leah leila leticia lillian linda lindsey lisa liz lois
loretta lori lorraine louise lucille lucy lydia madeline madeleine margaret margarita maria
marian marianne marie marilyn marjorie marsha martha mary maureen maya megan melania melanie
melinda melissa meredith michelle mildred miranda miriam molly monica nadia nancy naomi natalie
natasha nicole nina nora norma olga olivia pamela patricia paula pauline peggy penny phyllis
priscilla rachel rebecca regina renee rita roberta rosa rosemary roxanne ruth sabrina sally
samantha sandra sara sarah shannon sharon sheila shelly shirley silvia sonia sophia sophie stacy
stella stephanie sue susan suzanne sylvia tamara tammy tara teresa theresa tiffany tina tracy
ursula valerie vanessa vera veronica victoria violet virginia vivian wanda wendy whitney yolanda
yvonne zoe tasnim zainab
"""

GENDER_OF = MappingProxyType(
    dict.fromkeys(_MALE.split(), "m") | dict.fromkeys(_FEMALE.split(), "f")
)
"""Folded given name to m or f."""
