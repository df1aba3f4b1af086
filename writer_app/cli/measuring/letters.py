"""Plain letters of some 150 words each, for rewrites that change next to nothing."""

from __future__ import annotations

LETTERS = (
    "Dear Anna, thank you for your letter and for the photographs of the new garden. We were all "
    "very happy to see how well the apple trees have grown since the spring. My father says that "
    "you should cut them back in February, before the first leaves come, and that you should keep "
    "the best branches for the kitchen window. The children are well. Peter started school in "
    "September and already reads to his sister every evening before dinner. She listens for ten "
    "minutes and then she asks for the same story again. I have found a small job at the library, "
    "three mornings a week, and I like it more than I expected. The people there are friendly, and "
    "nobody minds when I take an hour to look for a book. Please write soon and tell us when you "
    "can come and stay with us.",
    "Dear Mr. Collins, I am writing about the meeting on Thursday morning. The large room on the "
    "second floor is not free at ten, so I have moved us to the small room beside the kitchen. "
    "There is space for twelve people, and we are only nine. I would like to begin with the budget "
    "for next year, because the numbers must be ready before the end of the month. After that, "
    "Maria will show us the new plan for the website, which should take about twenty minutes. "
    "Please bring the list of open questions from last week, and remember to add the two points "
    "about the office in Bristol. If there is time left at the end, we can talk about the summer "
    "party. I have asked for coffee and sandwiches at eleven. Let me know before Wednesday if you "
    "cannot come.",
    "Hi Tom, I wanted to tell you about our trip to the lake last weekend. We left the city early "
    "on Saturday, just after six, and the road was almost empty the whole way. When we arrived, "
    "the water was still and there was a thin white mist over it. Sarah went swimming before "
    "breakfast, but I stayed on the bank with a cup of coffee and watched the birds. In the "
    "afternoon we rented a small boat and rowed to the island in the middle. There is an old stone "
    "house there, and a man who sells honey from his own bees. He told us that he has lived alone "
    "on the island for thirty years and that he never felt lonely. We bought two jars and promised "
    "to come back. I think you would like it very much.",
    "Dear neighbours, as most of you know, the roof of our building has to be repaired this "
    "summer. The work will begin on the first Monday in June and will take about four weeks. "
    "During this time there will be some noise between eight in the morning and five in the "
    "afternoon. Please move your bicycles out of the yard before the work begins, because the "
    "workers need the space for their machines. The cellar will stay open, so you can keep your "
    "bicycles there. The lift will be closed for two days in the second week. If you need help "
    "with your shopping on those days, please call me or ask my husband, who is at home in the "
    "mornings. The cost of the repair is paid from the money that we have saved together. Thank "
    "you for your patience and your help.",
    "Dear Professor Lee, thank you for agreeing to read the first chapter of my thesis. I have "
    "attached the whole chapter, together with the two tables that you asked for. The first part "
    "describes how the survey was made and who answered the questions. The second part compares "
    "the answers from the towns with the answers from the villages. I am still not sure about the "
    "last section, where I try to explain why the older people gave longer answers. It may be that "
    "they had more time, or that they felt more strongly about the subject. I would be grateful "
    "for your opinion on this point. I also plan to add a short summary at the end, but I want to "
    "wait until the second chapter is finished. I can come to your office any day next week, "
    "except on Tuesday.",
)
