"""Texts for the encoder's tests: real ones in many languages, and scripts that those lack."""

from __future__ import annotations

import json
import re
from pathlib import Path

from bs4 import BeautifulSoup

SCRIPTS = (
    "برنامج إرشاد للاجئين الشباب في المدينة",
    "مَدرَسَةٌ وَشَبَابٌّ",
    "ဒုက္ခသည်များအတွက် လမ်းညွှန်ပေးခြင်း ဖြစ်သည့် နှင့်",
    "为难民青年提供一对一的辅导项目",
    "難民の若者のためのメンタリング、6～12か月",
    "난민 청소년을 위한 멘토링 프로그램",
    "Наставничество для беженцев и мигрантов",
    "शरणार्थियों के लिए मार्गदर्शन कार्यक्रम",
    "ለስደተኞች የሚሰጥ የምክር ፕሮግራም",
    "ንስደተኛታት ዝወሃብ መምርሒ",
    "برنامه راهنمایی برای پناهجویان جوان",
    "Πρόγραμμα καθοδήγησης για πρόσφυγες",
    "חונכות לפליטים צעירים, שָׁלוֹם",
    "โครงการพี่เลี้ยงสำหรับผู้ลี้ภัย",
    "Chương trình cố vấn cho người tị nạn trẻ",
    "Mülteciler için rehberlik programı, İstanbul",
    "Ⅳ. ﬁnancial ½ №5 — “Köln” … ①",
    "emoji 🙂 and 👩‍🏫 in a text",
)


def real_texts(shared: Path) -> list[str]:
    """Descriptions, names and queries of the starter catalogue; lines of a site in six languages.

    White space at the ends is cut off, because the package's own tokenizer makes a token of it
    where that of the model does not.
    """
    texts = list(SCRIPTS)
    for file, keys in (
        ("programmes", ("name", "description", "summary_en")),
        ("queries", ("text",)),
    ):
        lines = (shared / f"starter/{file}.jsonl").read_text("utf-8").splitlines()
        texts += [json.loads(line)[key] for line in lines for key in keys]
    for page in sorted((shared / "sites/chayn-be/site").rglob("*.html")):
        texts += BeautifulSoup(page.read_bytes(), "lxml").get_text("\n").split("\n")
    bare = (re.sub(r"^[\s\u200b]+|[\s\u200b]+$", "", text) for text in texts)
    return list(dict.fromkeys(text for text in bare if text))
