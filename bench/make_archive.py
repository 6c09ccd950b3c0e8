"""Write an archive of N invented posts in the form of the crawled Hexo archives, to measure on.

    python -m bench.make_archive 100000 /tmp/arch100k
    python -m bench.make_archive 1000000 /tmp/arch1m --small

Everything is put together here from our own tables: no text is anyone's. What the measurements depend on is kept
true: words follow Zipf's law (or postings lists would be too even), lengths are log-normal, channels have Zipfian
sizes, dates grow denser, a few percent of the posts have each quirk of real crawls. The same seed gives the same
bytes, whatever the number of processes, and N posts are the first N of more.

Real bodies have a median of 1.5 thousand characters and a ninetieth percentile of 9 thousand, which is 900 MB for
100,000 posts. The default keeps that shape at about a quarter of the length (230 MB), ``--full`` keeps the length
too, ``--small`` writes bodies of about 200 characters, for a million posts on a small disk.
"""

from __future__ import annotations

import argparse
import itertools
import math
import multiprocessing
import os
import random
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

# --- words: short tables of our own, from which a lexicon of some thousands is put together ---------------------


def words(text: str) -> list[str]:
    return text.split()


GLUE = words(
    "的 了 在 是 和 与 也 都 就 还 将 对 为 从 到 把 被 让 向 以 及 或 而 并 但 却 又 更 最 很 已 正 曾 才 只 不"
)
LINKS = words(
    "因此 不过 同时 此外 另外 随后 目前 其中 尤其 例如 总之 事实上 与此同时 换句话说 从长远看 据介绍 近日 今年以来"
)
TOPICS: dict[str, str] = {
    "金融": "市场 银行 资金 利率 债券 股价 基金 行情 汇率 风险 券商 贷款 准备金 期货 指数 融资 监管 财报 通胀 黄金 估值 板块 散户 牛市 财富 保险",
    "编程": "代码 函数 接口 缓存 线程 数据库 框架 算法 变量 编译器 内存 协议 服务器 容器 日志 测试 版本 仓库 模块 类型 队列 索引 前端 后端 架构 补丁",
    "游戏": "玩家 主机 关卡 剧情 手柄 角色 装备 画面 副本 联机 发行商 存档 地图 引擎 技能 皮肤 赛季 战队 掌机 独立游戏 续作 预告 首发 音效 成就 道具",
    "博客": "生活 读书 旅行 笔记 咖啡 周末 城市 朋友 习惯 早晨 冬天 电影 音乐 厨房 写作 时间 记忆 邻居 散步 相机 火车 小镇 信件 阳台 猫咪 梦境",
    "新媒体": "平台 用户 流量 品牌 创业 行业 内容 广告 直播 电商 消费者 公司 产品 营销 门店 供应链 投资人 赛道 订单 社区 模式 增长 渠道 补贴 物流 巨头",
    "设计": "字体 色彩 排版 海报 建筑 空间 材料 工艺 展览 插画 界面 图标 家具 光线 草图 网格 包装 雕塑 标志 留白 线条 陶瓷 工作室 庭院 质感 比例",
    "社交媒体": "话题 评论 视频 网友 照片 热搜 粉丝 表情 动态 截图 账号 转发 弹幕 博主 私信 谣言 隐私 头像 关注 群聊 段子 日常 晚安 天气 外卖 地铁",
    "科学": "实验 论文 细胞 卫星 望远镜 数据 样本 模型 基因 粒子 气候 海洋 火山 疫苗 地震 化石 能量 轨道 材料 电池 大脑 病毒 黑洞 冰川 土壤 光谱",
}
COMMON = words(
    "问题 时间 结果 方法 情况 消息 计划 报告 经验 过程 原因 机会 变化 影响 意义 目标 关系 标准 作用 环境 能力 条件 部分 方向 水平 "
    "项目 技术 系统 服务 团队 人员 专家 记者 学生 老师 孩子 年轻人 世界 国家 地区 政府 学校 医院 企业 机构 文化 历史 社会 经济 研究 发展 "
    "信息 价格 质量 成本 规模 数量 效率 安全 规则 制度 政策 需求 趋势 压力 空气 交通 房子 电话 手机 电脑 网络 软件 新闻 文章 故事 声音 图片"
)
VERBS = words(
    "表示 发布 宣布 认为 推出 提高 降低 改变 带来 支持 减少 增加 完成 开始 结束 发现 使用 选择 打开 关闭 讨论 解释 记录 比较 影响 超过 "
    "达到 接近 离开 回到 等待 寻找 购买 出售 参加 组织 修复 重写 设计 测试 分享 阅读 理解 忘记 相信 担心 期待 承认 拒绝 接受 保护 观察 "
    "计算 证明 推迟 加快 取消 恢复 合并 拆分 更新 升级 公布 披露 回应 呼吁 建议 要求 负责 参与 面对 解决 突破 下跌 上涨 走出 收购 投资"
)
QUALITIES = words(
    "新 大 小 好 长 重要 简单 复杂 明显 稳定 真正 完整 安静 漂亮 奇怪 普通 昂贵 便宜 古老 年轻 快速 缓慢 严重 轻松 具体 公开 独立 长期 "
    "全面 有限 积极 意外 可靠 陌生 温暖 透明 巨大 微小 良好 持续"
)
HEADS = words("新 老 大 小 高 低 前 后 主 副 总 分 多 单 外 内 微 超 全 半")
TAILS = words("员 者 家 量 率 性 力 化 品 业 区 部 线 期 值 度 面 体 型 式")
SYLLABLES = "云山林海江河星光明文华安平永和春秋雨雪松竹石金玉宝龙凤飞远志成立国建新东南西北中天地元正信达通兴荣康宁静雅清"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜"
PLACES = words(
    "北京 上海 广州 深圳 杭州 成都 重庆 武汉 西安 南京 香港 台北 东京 伦敦 纽约 巴黎 柏林 新加坡 日本 美国 欧洲 非洲 云南 四川 内蒙古"
)
ORGS = words("集团 科技 研究院 大学 出版社 工作室 实验室 委员会 基金会 协会 银行 传媒")
UNITS = words("亿元 万元 人 家 个 次 天 小时 公里 吨 篇 台 万辆 平方米 美元")
LATIN = words(
    "AI GDP CEO iPhone Android Linux Python Rust Kubernetes GitHub API CPU GPU 5G IPO ETF Wi-Fi OpenGL HTML CSS JSON SQL NASA "
    "Switch Steam Web3 SaaS PDF USB-C OLED App Model-X CRISPR mRNA"
)
ENGLISH = words(
    "the of and to in a is that for it with as was on be by this are from at not but have an they which one had more when can about "
    "people time city report market data system garden river window engine letter signal paper cloud winter music village machine question "
    "answer number public early recent simple careful open small large quiet famous several build write measure follow explain carry open "
    "change reach publish expect learn travel compare remember company research student harbour station library weather energy memory"
)
KANA = words(
    "これは それは わたし 今日 明日 東京 電車 時間 仕事 音楽 番組 記事 新しい 古い 楽しい とても から まで ので という を が に で と は も の です ます した する なる みる ニュース ゲーム カメラ テレビ アニメ サービス データ"
)
TRADITIONAL = str.maketrans(
    "发场资风险债价经济业务读书车门间问题数据库单员产开关电脑图声词语国学实验东马鸟鱼龙见观规现计说话记设试读谁调论议让为从来时对会这还过进远运达选边专报",
    "發場資風險債價經濟業務讀書車門間問題數據庫單員產開關電腦圖聲詞語國學實驗東馬鳥魚龍見觀規現計說話記設試讀誰調論議讓為從來時對會這還過進遠運達選邊專報",
)
EMOJI = words("😺 🎉 🔥 👨‍👩‍👧 🇨🇳 ⚡ 📈 ❤️ 👍🏽")

CODE = (
    "def fetch(url: str) -&gt; bytes:\n    with open(url) as f:\n        return f.read()",
    "SELECT name, count(*) FROM posts WHERE year > 2019 GROUP BY name;",
    "for (let i = 0; i < items.length; i++) &#123;\n  total += items[i].price;\n&#125;",
    "Provider<Config> make(Map<String, T> in) &#123; return new Box<>(in); &#125;",
    "$ git rebase -i HEAD~3\n$ make test && make install",
)
ODDITIES = (
    "<p></p><p><br></p>",
    "<p>其中 p < 0.05，且 T > 1 的样本</p>",
    '<a href="javascript:void(0)">展开</a>',
    "<!---->",
    '<div style="display:none">分享到</div>',
    "<style>.a&#123;color:#333&#125;</style>",
    "<p>$$E = mc^2$$</p>",
)
CHANNEL_NAMES = words(
    "资讯 快讯 首页 专栏 头条 深度 作者 精选 公告 最新 周刊 评论 教程 活动 人物 问答 榜单 专题 图集 视频 广播剧 动态 声音 观察 笔记"
)

LISTS = {"glue": GLUE, "link": LINKS, "place": PLACES}
CLAUSES = (
    *["{noun}{glue}{verb}{quality}{noun}"] * 5,
    "{noun}{glue}{place}{verb}{quality}的{noun}",
    "{noun}{verb}{amount}",
    "{quality}的{noun}和{noun}{glue}{verb}{noun}",
    "{link}，{noun}{verb}{noun}",
    "《{quality}的{noun}》{verb}{noun}",
    "“{noun}{glue}{quality}{noun}”",
    "{day}，{noun}{glue}{verb}",
    "{noun}（{noun}）{verb}{quality}{noun}",
)
TITLES = {  # what a headline looks like: how often in a hundred. Short ones carry the number, for names must differ
    "{one}，{two}": 36,
    "{one}：{two}": 22,
    "【{channel}】{one}！{two}": 5,
    "{one}？{two}": 3,
    "{one} {latin} {figure}% {two}": 4,
    "{latin} {figure} 发布 {one}": 2,
    "{one}｜{person}专访第{number}期": 6,
    "{one}…… {two}？{one}": 4,
    "{latin} #{number}: {one}": 4,
    "{one}{emoji}{two}": 3,
    "   #  {one}，{two}...": 3,
    "{number}": 2,
    "It's {latin}: {one} {number}": 2,
    '@u{number} "{one}，{two}"': 2,
    "{one}跌undefined%，{two}": 1,
    "{number}. {one} null:null": 1,
}
SOURCE_ENDS = words("网 报 社 志 周刊 财经 日报 Lab Blog 论坛")

_START = int(datetime(2012, 1, 1, tzinfo=UTC).timestamp())
_SPAN = int(datetime(2022, 9, 30, tzinfo=UTC).timestamp()) - _START
_IN_TITLE = str.maketrans(dict.fromkeys(":/\\?*“”<>|[]", "_"))
_IN_NAME = str.maketrans("", "", "\n#.")
_SCALES = {"small": (0.0, 0.0), "even": (305.0, 1.30), "full": (1500.0, 1.40)}
"""Median and sigma of the body's length in characters."""


def zipf(count: int, exponent: float = 1.0, shift: float = 2.7) -> list[float]:
    """Cumulative Zipf–Mandelbrot weights for ``count`` ranks, as ``random.choices`` wants them."""
    return list(itertools.accumulate((rank + shift) ** -exponent for rank in range(count)))


class Lexicon:
    """Nouns, verbs and qualities of one topic: its own nouns rank first, so that topics have a vocabulary."""

    def __init__(self, topic: str, rng: random.Random) -> None:
        own = TOPICS[topic].split()
        others = [noun for name, nouns in TOPICS.items() if name != topic for noun in nouns.split()]
        base = own + COMMON
        made = {head + noun for head in HEADS for noun in base if len(noun) == 2}
        made |= {noun + tail for noun in base for tail in TAILS if len(noun) == 2}
        made |= {one + two for one in own for two in base if one != two and len(one + two) == 4}
        made |= {one + two for one in base[:60] for two in VERBS[:40] if len(one + two) == 4}
        made |= {first + last for first in SYLLABLES for last in SYLLABLES if first != last}
        rare = rng.sample(sorted(made - set(base)), 3600)
        rng.shuffle(own)
        common = COMMON + others
        rng.shuffle(common)
        self.nouns = own + common + rare
        self.verbs = rng.sample(VERBS, len(VERBS)) + [verb + "了" for verb in VERBS]
        self.qualities = rng.sample(QUALITIES, len(QUALITIES))
        self._rng = rng
        self._weights = {
            len(ranked): zipf(len(ranked)) for ranked in (self.nouns, self.verbs, self.qualities)
        }

    def pick(self, ranked: list[str]) -> str:
        return self._rng.choices(ranked, cum_weights=self._weights[len(ranked)])[0]

    def noun(self) -> str:
        roll = self._rng.random()
        if roll < 0.86:
            return self.pick(self.nouns)
        if roll < 0.90:
            return self._rng.choice(PLACES)
        if roll < 0.93:
            return person(self._rng)
        if roll < 0.96:
            return "".join(self._rng.sample(SYLLABLES, 2)) + self._rng.choice(ORGS)
        return self._rng.choice(LATIN)

    def __getitem__(self, slot: str) -> str:
        """A word for a slot of a template, drawn anew each time that the slot occurs."""
        rng = self._rng
        match slot:
            case "noun":
                return self.noun()
            case "verb":
                return self.pick(self.verbs)
            case "quality":
                return self.pick(self.qualities)
            case "amount":
                return amount(rng)
            case "day":
                return f"{rng.randint(2012, 2022)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日"
        return rng.choice(LISTS[slot])

    def clause(self) -> str:
        """Eight to twenty characters without closing punctuation."""
        return self._rng.choice(CLAUSES).format_map(self)


def person(rng: random.Random) -> str:
    return rng.choice(SURNAMES) + "".join(rng.sample(SYLLABLES, rng.randint(1, 2)))


def amount(rng: random.Random) -> str:
    roll = rng.random()
    if roll < 0.4:
        return f"{rng.randint(2, 99)}{rng.choice(UNITS)}"
    if roll < 0.7:
        return f"{rng.uniform(0.1, 99):.1f}%"
    return f"{rng.uniform(1, 999):.2f}{rng.choice(UNITS)}"


T = TypeVar("T")
_cumulated: dict[int, tuple[list[Any], list[int]]] = {}


def weighted(rng: random.Random, table: dict[T, int]) -> T:
    """One key of ``table``, as often as its value says."""
    if id(table) not in _cumulated:
        _cumulated[id(table)] = list(table), list(itertools.accumulate(table.values()))
    keys, weights = _cumulated[id(table)]
    key: T = rng.choices(keys, cum_weights=weights)[0]
    return key


# --- channels ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Channel:
    number: int
    top: str
    source: str
    name: str

    def folder(self, dialect: str) -> str:
        if dialect == "A":
            return f"post/{self.top}/{self.source} - {self.name}"
        return f"source/_posts/{self.top}/{self.source}/{self.name}"


def channels() -> list[Channel]:
    """About 200 channels of 60 sources, the same for every seed: the biggest first."""
    rng = random.Random(60)
    tops = list(TOPICS)
    weights = zipf(len(tops), 0.7)
    sources: dict[str, str] = {}
    while len(sources) < 60:
        name = "".join(rng.sample(SYLLABLES, 2)) + rng.choice(
            ["网", "报", "社", "志", "周刊", "财经", "日报", "Lab", " Blog", "论坛"]
        )
        sources.setdefault(name, rng.choices(tops, cum_weights=weights)[0])
    made: dict[tuple[str, str], Channel] = {}
    names, share = list(sources), zipf(len(sources), 0.6)
    while len(made) < 200:
        source = rng.choices(names, cum_weights=share)[0]
        name = rng.choice(CHANNEL_NAMES)
        if rng.random() < 0.3:
            name += f" {rng.choice(LATIN)}"
        if rng.random() < 0.02:
            name += " / " + rng.choice(CHANNEL_NAMES)  # becomes a level of its own, with blanks about it
        made.setdefault((source, name), Channel(len(made), sources[source], source, name))
    return list(made.values())


# --- pools: made once in each process, the same in each ------------------------------------------------------------


@dataclass(frozen=True)
class Pools:
    clauses: dict[str, list[str]]
    english: list[str]
    japanese: list[str]


@cache
def pools(seed: int) -> Pools:
    rng = random.Random(seed)
    clauses: dict[str, list[str]] = {}
    for topic in TOPICS:
        lexicon = Lexicon(topic, rng)
        clauses[topic] = [lexicon.clause() for _ in range(20_000)]
    weights = zipf(len(ENGLISH))
    english = [
        " ".join(rng.choices(ENGLISH, cum_weights=weights, k=rng.randint(7, 22))).capitalize() + "."
        for _ in range(6000)
    ]
    weights = zipf(len(KANA), 0.6)
    japanese = ["".join(rng.choices(KANA, cum_weights=weights, k=rng.randint(5, 14))) for _ in range(6000)]
    return Pools(clauses, english, japanese)


ENDS = ["。", "。", "。", "。", "！", "？", "；", "……"]


def prose(rng: random.Random, pool: list[str], length: int) -> list[str]:
    """Paragraphs of sentences of clauses, ``length`` characters in all, near enough."""
    pieces = rng.choices(pool, k=max(1, length // 13))
    paragraphs, at, total = [], 0, len(pieces)
    while at < total:
        stop = min(total, at + rng.choice((4, 6, 9, 9, 14, 20)))
        text = ""
        while at < stop:
            end = min(stop, at + rng.choice((1, 2, 2, 3, 4)))
            text += "，".join(pieces[at:end]) + (rng.choice(ENDS) if end < stop else "。")
            at = end
        paragraphs.append(text)
    return paragraphs


def foreign(rng: random.Random, pool: list[str], length: int, blank: str) -> list[str]:
    sentences = rng.choices(pool, k=max(1, length // (70 if blank else 30)))
    return [blank.join(sentences[at : at + 5]) for at in range(0, len(sentences), 5)]


# --- bodies -----------------------------------------------------------------------------------------------------


def image(rng: random.Random) -> str:
    alt = rng.choice(("", "", "图", "image"))
    return f'<img src="https://img{rng.randint(1, 9)}.example/{rng.getrandbits(40):x}.jpg" alt="{alt}" referrerpolicy="no-referrer">'


def link(rng: random.Random, pool: list[str]) -> str:
    url = f"https://site{rng.randint(1, 40)}.example/a/{rng.getrandbits(32)}?x=1&mid=2&lang=zh"
    if rng.random() < 0.2:
        url = f"https://link.zhihu.com/?target={url.replace(':', '%3A')}"
    return f'<p>{rng.choice(pool)}，<a href="{url}" target="_blank">{rng.choice(pool)}</a></p>'


def heading(rng: random.Random, pool: list[str]) -> str:
    level = rng.choice((2, 2, 3))
    return f"<h{level}>{rng.choice(pool)}</h{level}>"


def bullets(rng: random.Random, pool: list[str]) -> str:
    return (
        "<ul>" + "".join(f"<li>{clause}</li>" for clause in rng.choices(pool, k=rng.randint(2, 7))) + "</ul>"
    )


def table(rng: random.Random, pool: list[str]) -> str:
    head = "".join(f"<th>{clause[:6]}</th>" for clause in rng.choices(pool, k=4))
    rows = "".join(
        f"<tr><td>{rng.choice(pool)[:5]}"
        + "".join(f"</td><td>{rng.uniform(0, 999):.1f}" for _ in range(3))
        + "</td></tr>"
        for _ in range(rng.randint(2, 12))
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def oddity(rng: random.Random, _pool: list[str]) -> str:
    return rng.choice(ODDITIES)


EXTRAS: dict[Callable[[random.Random, list[str]], str], int] = {
    lambda rng, _: f"<p>{image(rng)}</p>": 34,
    link: 16,
    heading: 14,
    bullets: 10,
    lambda rng, _: f'<pre><code class="hljs">{rng.choice(CODE)}</code></pre>': 7,
    lambda rng, pool: f"<blockquote><p>{rng.choice(pool)}。</p></blockquote>": 7,
    table: 3,
    lambda rng, _: (
        f'<iframe src="//player.bilibili.com/player.html?aid={rng.getrandbits(28)}" width="650"></iframe>'
    ): 4,
    oddity: 5,
}
"""What stands between paragraphs, by about the frequencies of real bodies."""


def paragraphs_in_html(rng: random.Random, paragraphs: list[str], pool: list[str]) -> str:
    parts = []
    opening = rng.choice(("<p>", "<p>", "<p>", '<p align="justify">　　', '<p style="text-align:left">'))
    for paragraph in paragraphs:
        text = paragraph
        if rng.random() < 0.12:
            middle = len(text) // 2
            text = f"{text[: middle - 3]}<strong>{text[middle - 3 : middle]}</strong>{text[middle:]}"
        parts.append(f"{opening}{text}</p>")
        if rng.random() < 0.22:
            parts.append(weighted(rng, EXTRAS)(rng, pool))
    return ("\n" if rng.random() < 0.5 else "").join(parts)


def with_breaks(rng: random.Random, paragraphs: list[str], _pool: list[str]) -> str:
    return "<br><br>".join(paragraphs) + (f"<br>{image(rng)}" if rng.random() < 0.6 else "")


def fenced(rng: random.Random, paragraphs: list[str], _pool: list[str]) -> str:
    return f"<pre>```\n{rng.choice(CODE)}\n```</pre>" + "".join(
        f"<div><div>{part}</div></div>" for part in paragraphs
    )


def markdown_in_html(rng: random.Random, paragraphs: list[str], pool: list[str]) -> str:
    return f"<p>**{pool[0]}** 与 `{rng.choice(LATIN)}`</p>" + "".join(
        f"<p># {part}</p>" for part in paragraphs
    )


BODIES: dict[Callable[[random.Random, list[str], list[str]], str], int] = {
    paragraphs_in_html: 700,
    lambda _rng, paragraphs, _: "\n\n".join(paragraphs): 120,
    with_breaks: 80,
    lambda rng, _, __: "<br>".join(image(rng) for _ in range(rng.randint(1, 9))): 30,
    lambda _rng, paragraphs, _: paragraphs[0]: 20,
    markdown_in_html: 20,
    fenced: 15,
    lambda _rng, _, __: "": 15,
}
"""About 70 % HTML with block tags; the rest is text with breaks or newlines, pictures only, Markdown, nothing."""


# --- headers ----------------------------------------------------------------------------------------------------


def title_of(rng: random.Random, pool: list[str], number: int) -> str:
    one, two = rng.choices(pool, k=2)
    return weighted(rng, TITLES).format(
        one=one,
        two=two,
        number=1000 + number,
        latin=rng.choice(LATIN),
        figure=f"{rng.uniform(0, 20):.1f}",
        channel=rng.choice(CHANNEL_NAMES),
        person=person(rng),
        emoji=rng.choice(EMOJI),
    )


def header(rng: random.Random, dialect: str, channel: Channel, title: str, date: str) -> str:
    picture = (
        f"https://picsum.photos/400/300?random={rng.randint(1, 9999)}"
        if rng.random() < 0.25
        else f"https://img.example/{rng.getrandbits(36):x}.jpg"
    )
    top, source, name = channel.top, channel.source, channel.name
    quote = '"' if "'" in title else "'"
    if dialect == "A":
        return (
            f"\n---\ntitle: {title}\ncategories: \n    - {top}\n    - {source} - {name}\nauthor: {source} - {name}\n"
            f"comments: false\ndate: {date}\nthumbnail: {picture if rng.random() < 0.7 else ''}\n---\n\n"
        )
    if dialect == "B":
        return (
            f"\n---\ntitle: {quote}{title}{quote}\ncategories: \n    - {top}\n    - {source}\n    - {name}\n\n"
            f"author: {source}\ncomments: false\ndate: {date}\nthumbnail: '{picture}'\n---\n\n"
        )
    return (
        f"\n---\ntitle: {quote}{title}{quote}\ncategories: \n - {top}\n - {source}\n - {name}\nheadimg: '{picture}'\n"
        f"author: {source}\ncomments: false\ndate: {date}\nthumbnail: '{picture}'\n---\n\n"
    )


def broken(rng: random.Random, head: str) -> str:
    """A header as crawls break it: quotes inside quotes, never closed, a title of several lines."""
    roll = rng.randrange(4)
    if roll == 0:
        return head.replace("title: '", 'title: \'"""\'', 1)
    if roll == 1:
        return head.replace("\ncategories", ' "it\'s"\'\n\n "\ncategories', 1)
    if roll == 2:
        return head.replace("\n---\n\n", "\n\n", 1)
    return head.replace("author: ", "author: @", 1)


def date_of(rng: random.Random) -> tuple[str, int]:
    """The date as written and in seconds; density grows toward the end like that of a crawl that gains sources."""
    seconds = _START + int(_SPAN * rng.random() ** 0.33)
    moment = datetime.fromtimestamp(seconds, UTC)
    roll = rng.random()
    if roll < 0.90:
        return format_datetime(moment, usegmt=True), seconds
    if roll < 0.97:
        return f"{moment:%Y-%m-%d %H:%M:%S}", seconds
    return "Invalid Date", seconds


def compose(seed: int, number: int, channel: Channel, scale: str) -> tuple[str, str, str, int]:
    """The folder, the title, the text and the time of post ``number``."""
    rng = random.Random(seed * 1_000_003 + number)
    made = pools(seed)
    pool = made.clauses[channel.top]
    median, sigma = _SCALES[scale]
    length = (
        rng.randint(140, 260)
        if scale == "small"
        else min(30_000, int(rng.lognormvariate(math.log(median), sigma)))
    )
    roll = rng.random()
    if roll < 0.05:
        paragraphs = foreign(rng, made.english, length * 2, " ")
        title = f"{rng.choice(made.english)[:-1]} {number}"
    elif roll < 0.07:
        paragraphs = foreign(rng, made.japanese, length, "。")
        title = f"{rng.choice(made.japanese)} 第{number}回"
    else:
        paragraphs, title = prose(rng, pool, length), title_of(rng, pool, number)
        if roll < 0.10:
            title, paragraphs = (
                title.translate(TRADITIONAL),
                [part.translate(TRADITIONAL) for part in paragraphs],
            )
    title = title.translate(_IN_TITLE)[:75]
    date, seconds = date_of(rng)
    roll = rng.random()
    dialect = "C" if roll < 0.93 else "B" if roll < 0.98 else "A"
    head = header(rng, dialect, channel, title, date)
    if rng.random() < 0.02:
        head = broken(rng, head)
    body = weighted(rng, BODIES)(rng, paragraphs, pool)
    return channel.folder(dialect), title, f"{head}<div>   \n{body}  \n</div>\n            ", seconds


# --- files ------------------------------------------------------------------------------------------------------


def write_share(task: tuple[int, int, int, int, Path, str]) -> int:
    """Write the posts of this process's channels; a channel belongs to one process, so that names stay unique."""
    share, shares, count, seed, root, scale = task
    every = channels()
    weights = zipf(len(every), 0.9)
    draw = random.Random(seed)
    numbers = draw.choices(range(len(every)), cum_weights=weights, k=count)
    done: set[str] = set()
    taken: set[str] = set()
    written = 0
    for number, at in enumerate(numbers):
        if at % shares != share:
            continue
        folder, title, text, seconds = compose(seed, number, every[at], scale)
        name = f"{folder}/{title.translate(_IN_NAME)}"
        if name in taken:
            name += f" {number}"
        taken.add(name)
        if folder not in done:
            (root / folder).mkdir(parents=True, exist_ok=True)
            done.add(folder)
        data = text.encode()
        file = os.open(f"{root}/{name}.md", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        os.write(file, data)
        nanoseconds = (seconds + number % 200_000) * 1_000_000_000
        os.utime(file, ns=(nanoseconds, nanoseconds))
        os.close(file)
        written += len(data)
    return written


def write_archive(count: int, root: Path, *, seed: int = 1, scale: str = "even", processes: int = 2) -> int:
    """Write ``count`` posts under ``root``, which must be empty or not exist; the bytes written."""
    root.mkdir(parents=True, exist_ok=True)
    if any(root.iterdir()):
        message = (
            f"{root} is not empty: give a new folder, so that nothing of yours is mixed with invented posts"
        )
        raise SystemExit(message)
    tasks = [(share, processes, count, seed, root, scale) for share in range(processes)]
    if processes == 1 or count < 500:
        return sum(map(write_share, tasks))
    with multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn").Pool(processes) as pool:
        return sum(pool.map(write_share, tasks))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("root", type=Path, metavar="DIR")
    parser.add_argument("--seed", type=int, default=1)
    size = parser.add_mutually_exclusive_group()
    size.add_argument(
        "--small", dest="scale", action="store_const", const="small", help="bodies of 200 characters"
    )
    size.add_argument(
        "--full", dest="scale", action="store_const", const="full", help="bodies as long as real ones"
    )
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    began = time.perf_counter()
    size_written = write_archive(
        asked.count, asked.root, seed=asked.seed, scale=asked.scale or "even", processes=asked.processes
    )
    seconds = time.perf_counter() - began
    print(f"{asked.count} posts, {size_written / 1e6:.0f} MB, {seconds:.1f} s in {asked.root}")


if __name__ == "__main__":
    main()
