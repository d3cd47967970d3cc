"""One plausible set of values for every paper template, as the pages will fill them."""

import base64
import datetime
from decimal import Decimal

ON = datetime.date(2026, 11, 5)
# One grey dot.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
LINK = "https://chuangjian.example.gov.cn/meetings/12/"
TOWNSHIP = "清溪镇人民政府"
CAMPAIGN = "基层群众自治先进村（居）创建活动"
NAMES = (
    "王建国",
    "李秀英",
    "张志强",
    "刘桂芳",
    "陈德明",
    "杨玉兰",
    "赵永福",
    "周素珍",
    "吴大川",
    "郑小梅",
)
VILLAGES = ("万顺村", "治华村", "三水村", "新场社区", "龙泉村", "合作村")
BASIS = [
    {
        "title": "关于开展基层群众自治先进村（居）创建活动的通知",
        "number": "岭卫发〔2026〕26号",
        "issuer": "岭东区人民政府",
    }
]
LONG = (
    "一年来，村两委把自治章程的修订作为头等大事，先后召开组长会三次、院坝会十一次，走访群众二百余户，"
    "共征求意见四十七条，采纳三十一条。\n"
    "章程经村民会议表决通过后，全文张贴在公开栏和各小组集中点，并通过广播逐条讲解。"
)


def day(month, number, year=2026):
    return datetime.date(year, month, number)


MEETING = {
    "village": "万顺村",
    "meeting": "万顺村第三次村民代表会议",
    "held_on": ON,
    "time": datetime.datetime(2026, 11, 5, 9, 30),
    "place": "村党群服务中心会议室",
    "unit": "人",
    "total": 35,
    "present": 31,
    "link": LINK,
}
MOTIONS = [
    {
        "title": "关于修订《村务公开制度》的议案",
        "proposal": "村务监督委员会主任说明修订理由：公开时间由不少于 7 天改为不少于 15 天。",
        "opinions": [
            "二组代表建议增加院坝公开点。",
            "四组代表问照片由谁保存，主持人答复由文书归档。",
        ],
        "method": "无记名投票",
        "issued": 31,
        "returned": 31,
        "yes": 27,
        "no": 2,
        "abstain": 1,
        "invalid": 1,
        "outcome": "通过",
        "findings": [
            "到会 31 人，不少于组成人员 35 人的三分之二（24 人），符合第三十条。",
            "赞成 27 人，超过到会人员的半数（需 16 人），符合第三十条。",
        ],
    },
    {
        "title": "关于增设自治监督小组的议案",
        "proposal": "党支部书记说明设立理由和人选条件。",
        "method": "举手表决",
        "yes": 15,
        "no": 10,
        "abstain": 6,
        "outcome": "未通过",
        "findings": ["赞成 15 人，没有超过到会 31 人的半数（需 16 人）。"],
    },
]
APPRAISAL = {
    "title": "民主评议村民委员会成员",
    "proposal": "",
    "method": "无记名投票",
    "outcome": "通过",
    "findings": ["评议不表决赞成反对，按各人得票分别评定。"],
    "ratings": [
        {
            "name": "王建国",
            "post": "村民委员会主任",
            "excellent": 20,
            "competent": 9,
            "basic": 2,
            "incompetent": 0,
            "rating": "优秀",
        }
    ],
}
ITEMS = [
    {"item": "表决机构有权通过本文本；有授权的，授权在有效期内", "verdict": "符合"},
    {
        "item": "没有罚款、没收财物、限制人身自由等内容",
        "verdict": "不符合",
        "clause": "第十八条",
        "comment": "设定了“罚款”，应删除",
    },
    {"item": "没有与生育挂钩的押金、信誉金、违约金", "verdict": "符合"},
    {"item": "保障妇女在土地承包、集体收益分配等方面的平等权利", "verdict": ""},
]
CATEGORIES = [
    {
        "name": "组织建设",
        "points": Decimal("18"),
        "score": Decimal("16.5"),
        "percent": Decimal("91.7"),
        "indicators": [
            {
                "code": "A1",
                "name": "创建工作小组健全",
                "points": 4,
                "self_score": "4.0",
                "score": "4.0",
                "reason": "",
                "evidence": ["J012-WS·2026-D30-LDZ-0001"],
            },
            {
                "code": "A4",
                "name": "计生协会“五有”",
                "points": 4,
                "self_score": "4.0",
                "score": "2.5",
                "reason": "文体器材已损坏，未补充；活动制度没有上墙",
                "evidence": ["J012-WS·2026-D30-XHH-0002", "J012-WS·2026-D30-XHH-0005"],
            },
        ],
    },
    {
        "name": "制度规范",
        "points": Decimal("26"),
        "score": Decimal("24.0"),
        "percent": Decimal("92.3"),
        "indicators": [
            {
                "code": "B1",
                "name": "自治章程依法表决通过",
                "points": 8,
                "self_score": "8.0",
                "score": "8.0",
                "reason": "",
                "evidence": ["J012-WS·2026-Y-ZCH-0001"],
            },
        ],
    },
]

SAMPLES = {
    "minutes": MEETING
    | {"absent": 4}
    | {
        "chair": "王建国",
        "recorder": "李秀英",
        "noticed_on": day(10, 30),
        "notice_way": "书面送达",
        "party_on": day(10, 20),
        "excluded": 2,
        "excluded_note": "外出务工，无法联系",
        "women_present": 12,
        "attendees": NAMES,
        "absentees": ["郑小梅"],
        "guests": ["镇驻村干部孙立"],
        "quorum": "组成人员三分之二以上到会（需 24 人）",
        "is_quorate": True,
        "agenda": ["审议村务公开制度修订稿", "讨论增设自治监督小组", "其他事项"],
        "motions": [*MOTIONS, APPRAISAL],
        "others": ["下季度公开内容由村委会先行公布。"],
        "closed_at": "11:40",
    },
    "vote_record": MEETING
    | {
        "title": "关于修订《村务公开制度》的议案",
        "method": "无记名投票",
        "issued": 31,
        "returned": 31,
        "yes": 27,
        "no": 2,
        "abstain": 1,
        "invalid": 1,
        "findings": [
            {
                "item": "到会人数",
                "required": "24 人",
                "actual": "31 人",
                "is_met": True,
                "article": "村民委员会组织法（2025年修订）第三十条",
            },
            {
                "item": "赞成人数",
                "required": "16 人",
                "actual": "27 人",
                "is_met": True,
                "article": "同上",
            },
            {
                "item": "妇女代表比例",
                "required": "12 人",
                "actual": "11 人",
                "is_met": False,
                "article": "同上第二十九条",
            },
        ],
        "outcome": "通过",
        "outcome_sentence": "通过：到会30人，过半数为16票，赞成28票，已过半数。",
        "law": "《中华人民共和国村民委员会组织法》（2026年1月1日起施行）",
        "first_teller": "张志强",
        "second_teller": "刘桂芳",
        "supervisor": "陈德明",
        "chair": "王建国",
        "votes": [
            {"name": name, "group": f"{at % 4 + 1}组", "choice": "赞成"}
            for at, name in enumerate(NAMES)
        ],
    },
    "sign_in": MEETING
    | {
        "persons": [
            {
                "name": name,
                "gender": "男女"[at % 2],
                "status": "村民代表",
                "group": f"{at % 6 + 1}组",
            }
            for at, name in enumerate(NAMES * 3)
        ],
        "blanks": range(5),
        "first_blank": 31,
    },
    "ballot": MEETING | {"copies": range(4), "motions": MOTIONS},
    "tally_form": MEETING | {"turn": "一", "motions": MOTIONS},
    "meeting_notice": MEETING
    | {
        "committee": "万顺村村民委员会",
        "recipients": "各位村民代表",
        "agenda": ["审议村务公开制度修订稿", "讨论增设自治监督小组"],
        "materials": ["《村务公开制度》征求意见稿"],
        "contact": "李秀英",
        "phone": "028-60001234",
        "on": day(10, 30),
    },
    "text": {
        "title": "万顺村人口和计划生育村民自治章程",
        "stage": "定稿",
        "note": "2026年11月5日村民会议表决通过",
        "preface": "为实行村民自治，结合本村实际，制定本章程。",
        "chapters": [
            {
                "heading": f"第{chapter}章　{name}",
                "articles": [
                    {"number": f"第{number}条", "text": text} for number, text in articles
                ],
            }
            for chapter, name, articles in (
                (
                    "一",
                    "总则",
                    [
                        ("一", "本章程依据法律法规制定，全体村民共同遵守。"),
                        (
                            "二",
                            "自治工作遵循下列原则：\n（一）依法办事；\n（二）公开透明；\n（三）群众自愿。",
                        ),
                    ],
                ),
                (
                    "二",
                    "组织",
                    [
                        (
                            "三",
                            "村党支部领导自治工作，村民委员会负责组织实施，计划生育协会协助服务。"
                            * 3,
                        ),
                        ("四", "设立自治监督小组，由村民会议推选产生，任期与村民委员会相同。"),
                    ],
                ),
            )
        ],
        "organ": "万顺村村民委员会",
        "on": ON,
    },
    "consultation": {
        "village": "万顺村",
        "title": "自治章程",
        "version": "征求意见稿",
        "since": day(9, 1),
        "until": day(9, 20),
        "accepted": 1,
        "partly": 1,
        "refused": 1,
        "recorder": "李秀英",
        "on": ON,
        "channels": [
            {
                "name": "院坝会",
                "on": day(9, 5),
                "place": "二组晒坝",
                "people": 46,
                "note": "逐条宣读",
            },
            {
                "name": "书面征求",
                "on": day(9, 10),
                "place": "各小组",
                "people": 210,
                "note": "发放意见表 210 份",
            },
        ],
        "opinions": [
            {
                "clause": "第七条",
                "text": "公开时间太短，在外务工的看不到",
                "source": "院坝会",
                "group": "二组",
                "handling": "采纳",
                "reply": "改为不少于 15 天，并在微信群公布",
            },
            {
                "clause": "第十二条",
                "text": "建议提高奖励",
                "source": "书面",
                "group": "四组",
                "handling": "部分采纳",
                "reply": "视集体收入情况确定，上限写入条文",
            },
            {
                "clause": "第十八条",
                "text": "建议不缴费的取消分红 | 扣款",
                "source": "书面",
                "group": "五组",
                "handling": "不采纳",
                "reply": "集体收益分配权受法律保护",
            },
        ],
    },
    "public_notice": {
        "issuer": "万顺村村民委员会",
        "title": "关于公布《万顺村自治章程》的公告",
        "body": "《万顺村自治章程》已于2026年11月5日经村民会议表决通过，现予公布。",
        "items": [],
        "attachments": ["万顺村自治章程"],
        "since": day(11, 6),
        "until": day(11, 21),
        "days": 16,
        "place": "村公开栏、各组集中点",
        "organ": "万顺村村民委员会",
        "contact": "李秀英",
        "phone": "",
        "on": day(11, 6),
        "link": LINK,
    },
    "posting": {
        "title": "关于拟申报区级先进村的公示",
        "body": "经村（居）自评和镇级考评，拟推荐万顺村申报区级先进村。",
        "items": ["村（居）：万顺村", "申报级别：区级先进村"],
        "since": day(11, 6),
        "until": day(11, 20),
        "days": 15,
        "place": "村公开栏、各组集中点",
        "organ": "万顺村村民委员会",
        "contact": "李秀英",
        "phone": "028-60001234",
        "on": day(11, 6),
        "link": LINK,
    },
    "filing_letter": {
        "authority": TOWNSHIP,
        "village": "万顺村",
        "title": "万顺村自治章程",
        "adopted_on": ON,
        "meeting": "村民会议",
        "law": "《村民委员会组织法》第三十一条第一款",
        "materials": ["文本定稿", "征求意见汇总", "会议记录", "表决记录"],
        "organ": "万顺村村民委员会",
        "on": day(11, 20),
        "link": LINK,
    },
    "filing_receipt": {
        "number": "清溪备〔2026〕3号",
        "committee": "万顺村村民委员会",
        "title": "万顺村自治章程",
        "adopted_on": ON,
        "meeting": "村民会议",
        "received_on": day(11, 20),
        "days": 15,
        "limit": 10,
        "materials": ["章程定稿", "会议记录和表决记录", "征求意见汇总"],
        "law": "《村民委员会组织法》第三十一条第一款",
        "opinion": "内容未发现与法律法规相抵触，程序符合规定。",
        "organ": TOWNSHIP,
        "on": day(11, 23),
    },
    "correction_order": {
        "number": "清府责改〔2026〕1号",
        "committee": "合作村村民委员会",
        "title": "合作村村规民约",
        "adopted_on": day(10, 8),
        "received_on": day(10, 12),
        "problems": [
            {
                "clause": "第十八条",
                "quote": "违反本约定的，还应缴纳罚款",
                "fault": "设定罚款",
                "basis": "《行政处罚法》第九条、第十六条",
            },
            {
                "clause": "第二十条",
                "quote": "须交纳合同责任信誉金",
                "fault": "与生育挂钩的收费",
                "basis": "《人口与计划生育法》第十二条；2021年6月26日决定",
            },
        ],
        "law": "《中华人民共和国村民委员会组织法》第三十一条",
        "due_on": day(12, 8),
        "steps": ["删除第十八条、第二十条；", "已经收取的，全部退还并公布。"],
        "contact": "孙立",
        "phone": "028-60000001",
        "organ": TOWNSHIP,
        "on": ON,
    },
    "prereview_opinion": {
        "committee": "合作村村民委员会",
        "assembly": "村民会议",
        "title": "合作村村规民约",
        "sent_on": day(10, 8),
        "basis": "四川省《中华人民共和国村民委员会组织法》实施办法第二十六条第一款第三项",
        "heard": [
            {"who": "法律顾问孙立", "on": day(10, 12), "content": "第十八条设了罚款，建议删去。"}
        ],
        "result": "有修改意见",
        "opinion": "第十八条设了罚款，与行政处罚法第十六条不一致，建议改为批评教育、责令改正。",
        "reviewer": "孙立",
        "organ": TOWNSHIP,
        "on": ON,
        "link": LINK,
    },
    "review_sheet": {
        "village": "合作村",
        "title": "合作村村规民约",
        "version": "第二版",
        "adopted_on": day(10, 8),
        "received_on": day(10, 12),
        "meeting": "村民会议",
        "items": ITEMS,
        "flags": [
            {
                "clause": "第十八条",
                "quote": "还应缴纳罚款",
                "reason": "村规民约不能设定罚款",
                "handling": "责令删除",
            }
        ],
        "conclusion": "责令改正",
        "reviewer": "孙立",
        "on": ON,
    },
    "election_record": MEETING
    | {
        "body": "自治监督小组",
        "chair": "王建国",
        "recorder": "李秀英",
        "method": "无记名投票",
        "women_present": 12,
        "tellers": ["张志强", "刘桂芳"],
        "candidates": [
            {
                "name": name,
                "gender": "男女"[at % 2],
                "group": f"{at + 1}组",
                "votes": 28 - 5 * at,
                "is_elected": at < 3,
                "post": ["组长", "成员", "成员", ""][at],
            }
            for at, name in enumerate(NAMES[:4])
        ],
        "term": "2026年11月至2031年11月",
        "posted_since": day(11, 6),
        "posted_until": day(11, 20),
        "place_posted": "村公开栏",
        "findings": ["当选人得票均超过到会人员的半数。"],
    },
    "catalogue": {
        "fonds": "清溪镇万顺村",
        "fonds_code": "J012",
        "year": 2026,
        "retention": "永久",
        "records": [
            {
                "reference": f"J012-WS·2026-Y-ZCH-{number:04}",
                "number": f"万顺〔2026〕{number}号",
                "author": "万顺村村民委员会",
                "title": "万顺村人口和计划生育村民自治章程（草稿、征求意见稿、定稿）",
                "on": ON,
                "pages": 12 + number,
                "note": "",
            }
            for number in range(1, 31)
        ],
        "maker": "李秀英",
        "on": ON,
    },
    "handover": {
        "fonds": "清溪镇万顺村",
        "fonds_code": "J012",
        "receiver": "清溪镇档案室",
        "year": 2026,
        "reason": "年度归档移交",
        "records_total": 42,
        "pages_total": 518,
        "files_total": 97,
        "size": "35.2 MB",
        "package": "J012-2026.zip",
        "checksum": "9f86d081884c7d65" * 4,
        "check_result": "四性检测全部通过",
        "on": ON,
        "groups": [
            {
                "retention": "永久",
                "category": "自治章程",
                "count": 1,
                "pages": 36,
                "boxes": 1,
                "first": "J012-WS·2026-Y-ZCH-0001",
                "last": "J012-WS·2026-Y-ZCH-0001",
                "note": "",
            },
            {
                "retention": "30年",
                "category": "协会活动记录",
                "count": 12,
                "pages": 88,
                "boxes": 1,
                "first": "J012-WS·2026-D30-XHH-0001",
                "last": "J012-WS·2026-D30-XHH-0012",
                "note": "",
            },
        ],
    },
    "box_label": {
        "boxes": [
            {
                "fonds": "清溪镇万顺村",
                "fonds_code": "J012",
                "year": 2026,
                "retention": retention,
                "category": category,
                "first": "0001",
                "last": "0012",
                "count": 12,
                "box": f"{box:03}",
                "link": LINK,
            }
            for box, (retention, category) in enumerate(
                (("永久", "自治章程"), ("30年", ""), ("10年", "宣传")), start=1
            )
        ],
    },
    "integrity": {
        "scope": "万顺村2026年度档案",
        "occasion": "移交",
        "checked_at": datetime.datetime(2026, 11, 5, 17, 2),
        "records_total": 42,
        "files_total": 97,
        "size": "35.2 MB",
        "by": "李秀英",
        "aspects": [
            {
                "name": "真实性",
                "checks": [
                    {
                        "item": "文件校验值",
                        "method": "与归档时的 SHA-256 比对",
                        "result": "97 个一致",
                        "is_passed": True,
                    },
                    {
                        "item": "元数据",
                        "method": "与文件逐项核对",
                        "result": "一致",
                        "is_passed": True,
                    },
                ],
            },
            {
                "name": "完整性",
                "checks": [
                    {
                        "item": "件号连续",
                        "method": "按年度、期限、问题检查",
                        "result": "缺 0007",
                        "is_passed": False,
                    }
                ],
            },
            {
                "name": "可用性",
                "checks": [
                    {
                        "item": "能否打开",
                        "method": "逐个打开",
                        "result": "全部可读",
                        "is_passed": True,
                    }
                ],
            },
            {
                "name": "安全性",
                "checks": [
                    {"item": "病毒", "method": "ClamAV", "result": "未发现", "is_passed": True}
                ],
            },
        ],
        "findings": [
            {
                "reference": "J012-WS·2026-Y-HYJ-0007",
                "name": "",
                "kind": "缺号",
                "sentence": "件号 0007 没有对应的文件。",
            }
        ],
        "conclusion": "不通过（1 个问题）",
        "head": "9f86d081884c7d65" * 4,
        "on": ON,
    },
    "assignment": {
        "organ": TOWNSHIP,
        "number": "清府发〔2026〕5号",
        "year": 2026,
        "campaign": CAMPAIGN,
        "basis": BASIS,
        "recipients": "各村（居）民委员会",
        "is_issued": True,
        "targets": [
            {
                "village": "万顺村",
                "level": "区级先进村",
                "commitment": "约束性（必须完成）",
                "previous": "合格村",
                "note": "年底前申报验收",
            },
            {"village": "治华村", "level": "合格村", "commitment": "约束性（必须完成）"},
        ],
        "others": VILLAGES[2:],
        "tasks": [
            {
                "title": "完善自治章程",
                "text": "对照法律法规修订章程，广泛征求意见，依法表决通过并报镇备案。",
            },
            {
                "title": "规范档案资料",
                "text": "会议、表决、公开和活动形成的资料随时归档，做到一事一件。",
            },
        ],
        "deadlines": [
            "6月底前完成章程修订；",
            "11月底前完成村（居）自评；",
            "12月20日前接受镇考评。",
        ],
        "copies": "岭东区卫生健康局，岭东区计划生育协会。",
        "office": "清溪镇党政办公室",
        "on": day(1, 15),
    },
    "plan_receipt": {
        "title": "2026年度创建任务下达通知",
        "number": "清府发〔2026〕5号",
        "organ": TOWNSHIP,
        "issued_on": day(1, 15),
        "on": ON,
        "signed": 2,
        "total": 6,
        "link": LINK,
        "receipts": [
            {
                "village": name,
                "signer": NAMES[at] if at < 2 else "",
                "signed_at": datetime.datetime(2026, 1, 16, 9, 5) if at < 2 else None,
            }
            for at, name in enumerate(VILLAGES)
        ],
    },
    "evaluation_sheet": {
        "village": "万顺村",
        "year": 2026,
        "level": "区级先进村",
        "standard": "先进村标准 2026年版",
        "evaluators": NAMES[:3],
        "method": "取平均分",
        "on": day(12, 18),
        "is_final": True,
        "categories": CATEGORIES,
        "total": Decimal("93.5"),
        "full": Decimal("100"),
        "self_total": Decimal("97.0"),
        "vetoes": [],
        "outcomes": [
            {"name": "合格村", "is_reached": True, "reasons": []},
            {"name": "区级先进村", "is_reached": False, "reasons": ["组织建设得分率低于 80%"]},
        ],
        "rectifications": [{"text": "补充文体器材", "due_on": day(3, 1, 2027)}],
        "checksum": "9f86d081884c7d65" * 4,
    },
    "summary": {
        "organ": "清溪镇",
        "year": 2026,
        "campaign": CAMPAIGN,
        "standard": "先进村标准 2026年版",
        "categories": [
            {"name": name, "points": points}
            for name, points in (
                ("组织建设", 18),
                ("制度规范", 26),
                ("村务公开", 10),
                ("宣传服务", 16),
                ("档案规范", 16),
                ("诚信实效", 14),
            )
        ],
        "villages": [
            {
                "place": at + 1,
                "name": name,
                "target": "区级先进村" if at < 3 else "",
                "scores": ["16.5", "24.0", "9.0", "14.5", "15.0", "12.0"],
                "total": f"{95 - at}.0",
                "vetoes": ["章程未依法表决"] if at == 5 else [],
                "outcome": "合格村",
            }
            for at, name in enumerate(VILLAGES)
        ],
        "average": "92.5",
        "highest": "95.0",
        "lowest": "90.0",
        "reached": 5,
        "on": day(12, 25),
    },
    "year_report": {
        "organ": TOWNSHIP,
        "year": 2026,
        "campaign": CAMPAIGN,
        "villages": 6,
        "until": day(12, 31),
        "done": {
            "meetings": 24,
            "motions": 31,
            "filings": 6,
            "activities": 18,
            "records": 240,
            "rectifications": 4,
            "rectified": 3,
        },
        "texts": [
            {"name": "自治章程", "copies": 5},
            {"name": "自治制度", "copies": 14},
            {"name": "村规民约（居民公约）", "copies": 4},
        ],
        "practice": LONG.splitlines(),
        "problems": ["个别村照片归档不及时。"],
        "plans": ["没有章程的村，上半年完成表决。"],
        "results": [
            {
                "place": at + 1,
                "village": name,
                "target": "区级先进村" if at < 3 else "",
                "points": f"{95 - at}.0",
                "outcome": "达到合格村标准",
            }
            for at, name in enumerate(VILLAGES)
        ],
        "average": "92.5",
        "change": "比上年提高1.5分",
        "targets": [
            {"village": name, "level": "合格村", "commitment": "约束性", "state": "已达到"}
            for name in VILLAGES
        ],
        "targets_reached": 6,
        "honours": [
            {
                "village": "万顺村",
                "level": "区级先进村",
                "issuer": "岭东区人民政府",
                "document": "岭府发〔2026〕61号",
                "awarded_on": day(12, 28),
                "plaque": "岭区2026-01",
            }
        ],
        "paid": "200.00",
        "owed": "100.00",
        "gap_topics": [{"topic": "自治章程", "villages": 2}, {"topic": "档案", "villages": 4}],
        "contact": "孙立",
        "phone": "028-60000001",
        "on": day(12, 31),
    },
    "village_year": {
        "organ": TOWNSHIP,
        "year": 2026,
        "campaign": CAMPAIGN,
        "village": "万顺村",
        "points": "94.0",
        "outcome": "达到区级先进村标准",
        "categories": [
            {"name": "组织建设", "points": "16.5", "most": "18"},
            {"name": "制度规范", "points": None, "most": "26"},
        ],
        "targets": [{"level": "区级先进村", "commitment": "约束性", "state": "已达到"}],
        "texts": [{"name": "自治章程", "copies": 1}, {"name": "自治制度", "copies": 3}],
        "done": [{"name": "召开会议（次）", "number": 6}, {"name": "表决通过（项）", "number": 4}],
        "honours": [
            {"level": "区级先进村", "document": "岭府发〔2026〕61号", "awarded_on": day(12, 28)}
        ],
        "gaps": ["还没有生效的协议书范本。"],
        "gaps_more": 2,
        "on": day(12, 31),
    },
    "announcement": {
        "organ": TOWNSHIP,
        "year": 2026,
        "campaign": CAMPAIGN,
        "since": day(12, 26),
        "until": day(1, 1, 2027),
        "days": 7,
        "contact": "孙立",
        "phone": "028-60000001",
        "address": "清溪镇政府二楼",
        "on": day(12, 26),
        "link": LINK,
        "results": [
            {
                "village": name,
                "total": f"{95 - at}.0",
                "outcome": "达到合格村标准",
                "proposed": "区级先进村" if at == 0 else "",
            }
            for at, name in enumerate(VILLAGES)
        ],
    },
    "application": {
        "campaign": CAMPAIGN,
        "year": 2026,
        "village": "万顺村",
        "kind": "村",
        "level": "区级先进村",
        "township": "清溪镇",
        "organ": TOWNSHIP,
        "district": "岭东区卫生健康局",
        "population": 1862,
        "households": 588,
        "groups": 8,
        "representatives": 36,
        "women_representatives": 13,
        "has_association": True,
        "directors": 7,
        "association_groups": 8,
        "members": 214,
        "venue": "村党群服务中心二楼，120 平方米",
        "current": "合格村",
        "self_score": "97.0",
        "score": "93.5",
        "vetoes": [],
        "deeds": LONG * 3,
        "village_opinion": "同意申报。",
        "village_on": day(12, 28),
        "township_opinion": "同意推荐。",
        "township_on": day(1, 5, 2027),
        "notice_since": day(12, 26),
        "notice_until": day(1, 1, 2027),
        "number": "2026-001",
        "on": day(1, 5, 2027),
    },
    "cover_letter": {
        "genre": "请示",
        "is_request": True,
        "organ": TOWNSHIP,
        "number": "清府〔2027〕3号",
        "signer": "何志远",
        "recipient": "岭东区人民政府",
        "campaign": CAMPAIGN,
        "year": 2026,
        "basis": BASIS,
        "villages": [
            {"village": "万顺村", "level": "区级先进村", "score": "93.5"},
            {"village": "治华村", "level": "合格村", "score": "88.0"},
        ],
        "notice_since": day(12, 26),
        "notice_until": day(1, 1, 2027),
        "attachments": ["申报表（2份）", "考评表及佐证目录"],
        "contact": "孙立",
        "phone": "028-60000001",
        "office": "清溪镇党政办公室",
        "on": day(1, 6, 2027),
        "is_issued": True,
        "copies": "",
    },
    "acceptance": {
        "campaign": CAMPAIGN,
        "township": "清溪镇",
        "village": "万顺村",
        "level": "区级先进村",
        "number": "2026-001",
        "standard": "先进村标准 2026年版",
        "visited_on": day(1, 20, 2027),
        "team": [
            {"name": "马丽", "unit": "区卫生健康局", "role": "组长"},
            {"name": "丁一凡", "unit": "区计划生育协会", "role": ""},
        ],
        "items": [
            {
                "indicator": "章程依法表决",
                "standard": "程序完整，记录齐全",
                "method": "查阅资料",
                "points": 8,
                "score": "8.0",
            },
            {
                "indicator": "“五有”",
                "standard": "场地、项目、制度、队伍、器材",
                "method": "实地",
                "points": 5,
                "score": "4.0",
                "problem": "器材不足",
                "due_on": day(3, 1, 2027),
            },
        ],
        "township_score": "93.5",
        "total": "92.0",
        "decision": "验收合格",
        "reason": "资料齐全，群众知晓率和满意率达到要求。",
        "on": day(1, 20, 2027),
    },
    "commendation": {
        "organ": TOWNSHIP,
        "number": "清府发〔2027〕4号",
        "recipients": "各村（居）民委员会",
        "year": 2026,
        "campaign": CAMPAIGN,
        "basis": [
            {"issuer": "岭东区人民政府", "titled": BASIS, "numbers": "岭府发〔2027〕8号、9号"},
        ],
        "is_issued": True,
        "honours": [{"village": "万顺村", "level": "区级先进村", "plaque": "岭先2027-03"}],
        "rewards": "对命名为区级先进村的，镇人民政府奖励 200 元。",
        "copies": "区卫生健康局。",
        "office": "清溪镇党政办公室",
        "on": day(2, 10, 2027),
    },
    "reward_list": {
        "organ": TOWNSHIP,
        "year": 2026,
        "campaign": CAMPAIGN,
        "on": day(2, 12, 2027),
        "rewards": [
            {
                "village": "万顺村",
                "level": "区级先进村",
                "basis": "岭府发〔2027〕8号",
                "amount": Decimal("200.00"),
                "payer": "清溪镇人民政府",
                "state": "已发放",
                "voucher": "记-0217",
                "paid_on": day(2, 12, 2027),
            },
            {
                "village": "新场社区",
                "level": "市级示范村",
                "basis": "市府发〔2027〕2号",
                "amount": Decimal("2000.00"),
                "payer": "岭东区卫生健康局",
                "state": "待发放",
            },
        ],
        "total": Decimal("2200.00"),
        "total_words": "人民币贰仟贰佰元整",
        "payers": [
            {"name": "清溪镇人民政府", "amount": "200.00"},
            {"name": "岭东区卫生健康局", "amount": "2000.00"},
        ],
    },
    "reward_receipt": {
        "number": "JL2027-001",
        "village": "万顺村村民委员会",
        "payer": TOWNSHIP,
        "amount": Decimal("200.00"),
        "amount_words": "人民币贰佰元整",
        "purpose": "2026年度区级先进村奖励",
        "basis": "岭府发〔2027〕8号",
        "voucher": "记-0217",
        "on": day(2, 12, 2027),
        "copies": ["付款单位留存", "收款单位留存"],
    },
    "rectification": {
        "number": "清创办〔2026〕7号",
        "committee": "三水村村民委员会",
        "year": 2026,
        "source": "2026年度考评",
        "proof": "现场照片和有关记录",
        "contact": "孙立",
        "phone": "",
        "problems": [
            {
                "indicator": "村务公开",
                "fact": "第三季度没有公开",
                "demand": "补充公开并说明原因",
                "due_on": day(12, 31),
            },
        ],
        "organ": "清溪镇创建活动办公室",
        "on": day(12, 20),
    },
    "site_visit": {
        "village": "万顺村",
        "year": 2026,
        "visitors": NAMES[:2],
        "link": LINK,
        "on": ON,
        "groups": [{"name": f"{number}组"} for number in range(1, 7)],
        "awareness": [
            {"question": text}
            for text in (
                "是否知道村里制定了自治章程",
                "是否知道章程由谁表决通过",
                "是否知道村务在哪里公开",
            )
        ],
        "satisfaction": [
            {"question": text} for text in ("对村务公开是否满意", "对协会服务是否满意")
        ],
        "remarks": [],
    },
    "fact_sheet": {
        "title": "万顺村宣传记录",
        "rows": [
            ("渠道", "院坝会"),
            ("日期", day(9, 5)),
            ("到达的小组", "一组、二组"),
            ("说明", LONG),
        ],
        "on": ON,
    },
    "dossier_cover": {
        "campaign": "村（居）民自治先进村创建活动",
        "township": TOWNSHIP,
        "village": "万顺村",
        "level": "区级先进村",
        "year": 2026,
        "number": "2026-0012",
        "document": "清府函〔2026〕8号",
        "sent_on": day(12, 20),
        "checksum": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "records": 46,
        "organ": TOWNSHIP,
        "items": [
            {"title": "申报表", "page": 3},
            {"title": "A1　组织健全", "page": 9},
            {"title": "卷内目录", "page": 120},
        ],
        "on": day(12, 20),
    },
    "dossier_catalogue": {
        "village": "万顺村",
        "level": "区级先进村",
        "year": 2026,
        "records": [
            {
                "indicator": "A1",
                "title": "自治监督小组推选记录",
                "reference": "J012-WS·2026-Y-TXZ-0003",
                "on": day(3, 5),
                "files": 2,
                "page": 9,
                "note": "见压缩包",
            },
        ],
        "on": day(12, 20),
    },
}
