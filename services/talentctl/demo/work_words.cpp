#include "services/talentctl/demo/work_words.hpp"

#include <array>

namespace talent::demo {
namespace {

using sentences = std::string_view const[];

constexpr sentences software_duties = {
    "负责核心业务系统的设计与开发，使用{1}、{2}完成模块编码",
    "参与需求评审与技术方案设计，输出接口文档和详细设计",
    "负责线上系统的性能优化与故障排查，保障服务稳定性",
    "编写单元测试和集成测试，参与代码评审",
    "参与微服务拆分与云原生改造，推动CI/CD流程落地",
    "与产品、测试团队协作，按迭代计划交付高质量版本",
    "沉淀通用组件与技术文档，指导初级工程师",
};
constexpr sentences software_qualities = {
    "熟悉常用数据结构与算法，具备良好的编码习惯",
    "有高并发或分布式系统经验者优先",
    "具有较强的学习能力和问题定位能力",
    "熟悉Linux环境与Git协作流程",
    "有开源项目或技术博客者优先",
};
constexpr sentences software_results = {
    "主导过日活百万级系统的架构升级，接口平均响应时间下降60%",
    "独立完成多个从零到一的项目上线",
    "熟悉敏捷开发流程，有带领5人小组的经验",
    "长期负责核心链路的稳定性，全年可用性99.95%以上",
    "参与过政务云和国产化适配项目",
};
constexpr sentences data_duties = {
    "负责数据模型与算法的设计、训练和上线，使用{1}、{2}解决业务问题",
    "搭建数据指标体系与看板，支持经营决策",
    "跟踪前沿论文与开源模型，完成技术验证与落地",
    "负责数据清洗、特征工程与数据质量治理",
    "与业务部门沟通需求，撰写分析报告并推动改进",
    "建设离线与实时数据链路，优化计算成本",
};
constexpr sentences data_qualities = {
    "数学、统计、计算机等相关专业",         "对数据敏感，逻辑清晰，善于表达",
    "有大模型微调或推理优化经验者优先",     "熟练使用SQL，能独立完成数据提取",
    "发表过高水平论文或获得竞赛奖项者优先",
};
constexpr sentences data_results = {
    "负责的推荐模型使点击率提升18%", "搭建过覆盖20余个业务域的数据仓库",
    "有工业视觉检测项目落地经验",    "独立完成过用户增长专项分析，带来千万级收益",
    "参与制定公司数据治理规范",
};
constexpr sentences hardware_duties = {
    "负责产品的方案选型、原理设计与调试，重点应用{1}、{2}",
    "完成样机测试、EMC整改与可靠性验证",
    "编制技术文件与BOM，支持试产和量产导入",
    "负责现场设备的控制程序编写、联调与优化",
    "分析失效原因，持续改进设计",
    "配合供应链完成关键器件的国产替代",
};
constexpr sentences hardware_qualities = {
    "电子、电气、自动化等相关专业", "熟练使用示波器等测试仪器",   "能适应短期出差",
    "有车规或工业级产品经验者优先", "具备良好的英文资料阅读能力",
};
constexpr sentences hardware_results = {
    "完成三款量产产品的全流程开发",      "累计交付自动化产线控制项目12个", "拥有发明专利2项",
    "主导的低功耗方案使整机功耗下降35%", "熟悉从立项到量产的完整流程",
};
constexpr sentences machinery_duties = {
    "负责产品结构设计与图纸输出，应用{1}、{2}完成方案",
    "进行强度校核、公差分析与设计评审",
    "制定工艺路线与作业标准，解决生产现场问题",
    "主导新产品导入，跟进样件试制与验证",
    "开展质量改进与成本优化项目",
    "与客户和供应商对接技术要求",
};
constexpr sentences machinery_qualities = {
    "机械、材料、工业工程等相关专业", "工作细致，责任心强",     "有制造业现场经验者优先",
    "具备良好的沟通与团队协作能力",   "熟悉质量管理工具者优先",
};
constexpr sentences machinery_results = {
    "主持的降本项目年节约成本300余万元",
    "完成多套非标自动化设备的设计交付",
    "有整车厂配套项目经验",
    "推动产线一次合格率由92%提升至98%",
    "拥有实用新型专利5项",
};
constexpr sentences construction_duties = {
    "负责项目现场的进度、质量与安全管理，应用{1}、{2}",
    "编制施工组织设计和专项方案",
    "完成图纸会审、设计变更与技术交底",
    "办理签证、计量与竣工结算资料",
    "协调建设、监理与分包单位",
    "负责项目成本测算与过程控制",
};
constexpr sentences construction_qualities = {
    "土木、建筑、工程管理等相关专业", "持有相关执业资格证书者优先",     "能适应项目现场工作",
    "熟悉国家及地方规范标准",         "有大型公建或市政项目经验者优先",
};
constexpr sentences construction_results = {
    "参建项目获钱江杯优质工程",   "独立完成总建筑面积12万平方米项目的管理",
    "熟悉全过程工程咨询业务",     "有地铁与隧道项目经验",
    "累计完成造价咨询项目40余项",
};
constexpr sentences production_duties = {
    "按照工艺文件和图纸完成生产任务，熟练进行{1}、{2}",
    "负责设备的日常点检、保养与简单故障处理",
    "做好产品自检与生产记录",
    "遵守安全操作规程，保持现场5S",
    "配合班组长完成产量与质量目标",
};
constexpr sentences production_qualities = {
    "能适应两班倒",         "有相关岗位经验者优先，新手可带教",
    "服从安排，有团队意识", "能看懂简单图纸",
    "持有相应操作证者优先",
};
constexpr sentences production_results = {
    "熟练操作多种品牌设备，产品合格率稳定在99%以上",
    "曾获公司年度技术能手",
    "带过8人班组",
    "持有高级工证书",
    "能独立完成设备调试与换型",
};
constexpr sentences health_duties = {
    "承担本专业的诊疗或护理工作，熟练开展{1}、{2}",
    "按规范书写医疗护理文书",
    "参与值班与急危重症处置",
    "开展健康宣教与随访",
    "落实院感防控与医疗安全核心制度",
    "参与科室带教与科研",
};
constexpr sentences health_qualities = {
    "持有有效的执业资格证书",
    "有耐心，具有良好的服务意识",
    "规培合格者优先",
    "有三级医院工作经历者优先",
    "能适应轮班",
};
constexpr sentences health_results = {
    "在三级医院连续工作多年，无医疗差错",
    "年服务患者3000人次以上",
    "取得专科证书并承担带教任务",
    "参与省级科研课题一项",
    "熟悉老年慢病管理流程",
};
constexpr sentences education_duties = {
    "承担{1}、{2}相关教学任务，完成备课与授课",
    "设计课程与实训项目，更新教学资源",
    "组织学生活动，做好家校沟通",
    "参与教研与课题申报",
    "开展学业评价与辅导",
    "参与线上课程建设",
};
constexpr sentences education_qualities = {
    "普通话标准，持有相应教师资格", "热爱教育事业，有亲和力",   "有一线教学经验者优先",
    "具备较强的课堂组织能力",       "能熟练使用信息化教学工具",
};
constexpr sentences education_results = {
    "获市级教学技能比赛一等奖", "所带班级成绩位居年级前列", "主持校级精品课程一门",
    "累计授课超过2000课时",     "指导学生获省级竞赛奖项",
};
constexpr sentences finance_duties = {
    "负责{1}、{2}等日常工作，保证数据真实完整",
    "编制财务或业务分析报告，提出改进建议",
    "完善内控流程，防范经营与合规风险",
    "对接银行、税务、审计等外部机构",
    "参与预算编制与执行跟踪",
    "开展项目尽职调查与投后管理",
};
constexpr sentences finance_qualities = {
    "财会、金融、经济等相关专业", "持有相关职称或资格证书者优先", "原则性强，严谨细致",
    "熟练使用Excel与财务软件",    "有上市公司或事务所经验者优先",
};
constexpr sentences finance_results = {
    "独立负责一般纳税人全盘账务", "参与过两家企业的IPO审计", "牵头完成财务共享中心建设",
    "管理资产规模超过5亿元",      "通过CPA三门及以上",
};
constexpr sentences law_duties = {
    "起草、审核各类合同与法律文件，运用{1}、{2}",
    "处理诉讼、仲裁与非诉事务",
    "开展合规检查与法律培训",
    "负责专利挖掘、申请与答复审查意见",
    "为重大项目提供法律与知识产权意见",
};
constexpr sentences law_qualities = {
    "法学或理工科与法学复合背景",
    "通过国家统一法律职业资格考试",
    "文字功底扎实，逻辑严密",
    "有律师事务所或大型企业法务经验者优先",
};
constexpr sentences law_results = {
    "年审核合同800余份",
    "代理撰写发明专利150余件",
    "主导处理劳动与商事争议60余起",
    "参与建立集团合规体系",
};
constexpr sentences people_duties = {
    "负责{1}、{2}等模块的日常运作",     "根据业务需求制定招聘计划并完成岗位交付",
    "优化薪酬绩效体系，组织考核与反馈", "办理入离职、社保与劳动关系手续",
    "策划培训与企业文化活动",           "维护招聘渠道与人才库，开展人才盘点",
};
constexpr sentences people_qualities = {
    "人力资源、心理学、管理等相关专业", "熟悉劳动法律法规",     "沟通能力强，亲和力好",
    "有制造业或互联网行业经验者优先",   "抗压能力强，结果导向",
};
constexpr sentences people_results = {
    "年度招聘交付率达到95%",    "主导搭建绩效管理体系，覆盖800人",
    "成功引进高层次人才20余名", "熟悉人力资源数字化系统实施",
    "有海外人才引进经验",
};
constexpr sentences sales_duties = {
    "开拓并维护客户，通过{1}、{2}完成业绩目标",
    "制定推广方案，分析转化数据并持续优化",
    "参加行业展会，收集市场与竞品信息",
    "负责店铺或账号的日常运营与活动策划",
    "跟进订单、回款与售后服务",
    "撰写方案与投标文件，完成商务谈判",
};
constexpr sentences sales_qualities = {
    "性格开朗，目标感强", "有相关行业客户资源者优先", "熟悉主流电商或社交平台规则",
    "能适应出差",         "英语可作为工作语言者优先",
};
constexpr sentences sales_results = {
    "连续三年业绩排名团队前10%",    "从零起步运营账号，粉丝数突破50万",
    "管理年销售额3000万元的客户群", "成功开发东南亚与欧洲市场客户30余家",
    "单场直播成交额突破百万元",
};
constexpr sentences design_duties = {
    "负责品牌与产品的视觉设计，运用{1}、{2}输出作品",
    "参与创意提案，把控设计质量",
    "建立并维护设计规范与素材库",
    "跟进制作落地与现场效果",
    "与产品、运营、施工团队协作",
};
constexpr sentences design_qualities = {
    "设计相关专业，投递请附作品集",
    "审美良好，对流行趋势敏感",
    "能承受一定的项目压力",
    "有完整项目经验者优先",
};
constexpr sentences design_results = {
    "作品获省级设计奖项",
    "完成商业空间项目60余个",
    "主导过三个品牌的视觉升级",
    "短视频累计播放量超过2亿次",
};
constexpr sentences logistics_duties = {
    "负责{1}、{2}等日常作业，保证账实相符、准时交付",
    "优化库存结构与配送路线，降低物流成本",
    "完成收发货、盘点与单据管理",
    "协调承运商与供应商，处理异常",
    "遵守安全规范，维护车辆与设备",
    "制定采购与补货计划，跟踪到货",
};
constexpr sentences logistics_qualities = {
    "吃苦耐劳，责任心强",       "会使用电脑与仓储系统者优先", "持有相应证照者优先",
    "熟悉本地道路与园区者优先", "具备良好的沟通协调能力",
};
constexpr sentences logistics_results = {
    "管理仓库面积2万平方米，库存准确率99.8%",
    "安全行车20万公里无事故",
    "年采购额4000万元，降本6%",
    "熟悉宁波舟山港出口流程",
    "主导WMS系统上线",
};
constexpr sentences hospitality_duties = {
    "为客户提供热情周到的服务，做好{1}、{2}",
    "保持工作区域整洁，落实卫生与安全要求",
    "处理客户意见与突发情况",
    "完成每日交接与物料清点",
    "配合主管完成培训与活动",
};
constexpr sentences hospitality_qualities = {
    "服务意识强，待人热情",
    "能适应轮休与排班",
    "有同岗位经验者优先",
    "持有健康证或相关证书者优先",
};
constexpr sentences hospitality_results = {
    "曾在五星级酒店工作",
    "多次获评月度服务之星",
    "带领15人团队运营门店",
    "客户满意度保持98%以上",
};
constexpr sentences office_duties = {
    "负责{1}、{2}等工作，推动各项事务按期完成",
    "组织会议与接待，跟踪决议落实",
    "起草公文、报告与汇报材料",
    "制定项目计划，管理进度、成本与风险",
    "维护政府与合作伙伴关系，跟进政策申报",
    "管理档案、合同与固定资产",
};
constexpr sentences office_qualities = {
    "文字与口头表达能力强",   "做事有条理，善于统筹", "熟练使用Office或WPS",
    "有跨部门协调经验者优先", "持有PMP等证书者优先",
};
constexpr sentences office_results = {
    "统筹过500人规模的大型会议", "管理过合同额2000万元的信息化项目", "年成功申报政策项目15项",
    "连续五年获评优秀员工",      "推动审批流程数字化，效率提升40%",
};
constexpr sentences laboratory_duties = {
    "开展{1}、{2}等研发与检测工作，如实记录原始数据",
    "负责工艺放大与中试",
    "编写方案、报告与注册资料",
    "维护仪器设备，执行GMP或实验室规范",
    "解决生产过程中的技术与环保问题",
};
constexpr sentences laboratory_qualities = {
    "化学、药学、生物、环境等相关专业",
    "动手能力强，数据分析严谨",
    "能熟练查阅英文文献",
    "有项目申报或注册经验者优先",
};
constexpr sentences laboratory_results = {
    "参与两个一类新药的临床前研究",
    "以第一作者发表SCI论文3篇",
    "主导的工艺改进使收率提高12%",
    "熟悉CNAS实验室管理体系",
};
constexpr sentences agriculture_duties = {
    "负责基地的{1}、{2}等生产管理",   "做好投入品使用与质量追溯记录",
    "引进新品种新技术并组织示范推广", "安排用工与农事计划，控制成本",
    "对接商超与电商渠道，组织发货",
};
constexpr sentences agriculture_qualities = {
    "热爱农业，能长期驻基地工作",
    "有种植或合作社管理经验者优先",
    "农学、园艺等相关专业优先",
};
constexpr sentences agriculture_results = {
    "管理茶园与果园面积500余亩",
    "带动周边农户80户增收",
    "基地通过绿色食品认证",
    "推广节水灌溉与植保无人机作业",
};

constexpr sentences english_duties = {
    "Design and deliver work based on {1} and {2}",
    "Work with product, quality and operations teams in short iterations",
    "Own a part of the system from design to operation",
    "Write clear documentation and review the work of colleagues",
    "Improve quality, cost and lead time with measurable results",
    "Support customers in Europe and South-East Asia",
};
constexpr sentences english_qualities = {
    "Solid knowledge of {1}; {2} is a plus",
    "Fluent English, spoken and written; working Chinese preferred",
    "A structured way of working and good communication",
    "Experience in an international team is welcome",
};
constexpr sentences english_results = {
    "Led a team of six and shipped three products",
    "Five years in multinational companies in the Yangtze River Delta",
    "Cut delivery time by 30 % through process improvement",
    "Worked with customers in Germany, Japan and Singapore",
};

constexpr std::array<work_words, work_field_count> chinese{{
    {software_duties, software_qualities, software_results},
    {data_duties, data_qualities, data_results},
    {hardware_duties, hardware_qualities, hardware_results},
    {machinery_duties, machinery_qualities, machinery_results},
    {construction_duties, construction_qualities, construction_results},
    {production_duties, production_qualities, production_results},
    {health_duties, health_qualities, health_results},
    {education_duties, education_qualities, education_results},
    {finance_duties, finance_qualities, finance_results},
    {law_duties, law_qualities, law_results},
    {people_duties, people_qualities, people_results},
    {sales_duties, sales_qualities, sales_results},
    {design_duties, design_qualities, design_results},
    {logistics_duties, logistics_qualities, logistics_results},
    {hospitality_duties, hospitality_qualities, hospitality_results},
    {office_duties, office_qualities, office_results},
    {laboratory_duties, laboratory_qualities, laboratory_results},
    {agriculture_duties, agriculture_qualities, agriculture_results},
}};
constexpr work_words english{english_duties, english_qualities, english_results};

void replace_all(std::string& text, std::string_view mark, std::string_view with) {
    for (auto at = text.find(mark); at != std::string::npos;
         at = text.find(mark, at + with.size())) {
        text.replace(at, mark.size(), with);
    }
}

} // namespace

work_words const& chinese_words(work_field field) {
    return chinese[static_cast<std::size_t>(field)];
}

work_words const& english_words() {
    return english;
}

std::string filled_in(std::string_view sentence, std::string_view first_skill,
                      std::string_view second_skill) {
    std::string text(sentence);
    replace_all(text, "{1}", first_skill);
    replace_all(text, "{2}", second_skill);
    return text;
}

} // namespace talent::demo
