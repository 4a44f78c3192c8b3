#include "services/talentctl/demo/professions.hpp"

#include <array>
#include <stdexcept>

namespace talent::demo {
namespace {

using listings::education;
using vocabulary::code_list;
using field = work_field;

constexpr std::string_view internet = "64|65";
constexpr std::string_view makers = "33|34|35|38|39";
constexpr std::string_view builders = "47|48|49|50";

// clang-format off: a table, one line a cell
constexpr std::array professions{
    profession{"4-04-05-01", 30, field::software, 17'000, education::bachelor,
               "Java开发工程师|Java后端开发工程师|后端工程师|Java程序员",
               "Java Developer|Java Backend Engineer|Senior Java Engineer",
               "java|spring|mybatis|mysql|redis|microservices|message_queue|sql|docker|linux|"
               "distributed_systems|version_control",
               internet},
    profession{"4-04-05-01", 24, field::software, 15'500, education::bachelor,
               "前端开发工程师|JavaScript前端工程师|Web前端工程师|Vue前端开发",
               "JavaScript Developer|Frontend Engineer|Vue.js Developer",
               "javascript|html_css|typescript|vue|react|webpack|mini_program_development|node_js|"
               "version_control|rest_api",
               internet},
    profession{"2-02-10-03", 14, field::software, 20'000, education::bachelor,
               "C++开发工程师|C++软件工程师|高性能C++研发工程师",
               "C++ Developer|C++ Software Engineer",
               "c_plus_plus|data_structures_algorithms|linux|qt|design_patterns|distributed_"
               "systems|audio_video_development|shell_scripting|version_control",
               "65|39|40"},
    profession{"4-04-05-01", 18, field::software, 17'500, education::bachelor,
               "Python开发工程师|Python后端工程师|Python数据开发",
               "Python Developer|Python Backend Engineer",
               "python|django|flask|mysql|redis|linux|docker|pandas_numpy|rest_api|postgresql",
               internet},
    profession{"4-04-05-01", 9, field::software, 21'000, education::bachelor,
               "Go开发工程师|Golang后端工程师|云原生开发工程师", "Go Developer|Golang Engineer",
               "go_language|kubernetes|docker|microservices|redis|mysql|linux|distributed_systems|"
               "message_queue",
               internet},
    profession{"2-02-10-03", 7, field::software, 32'000, education::bachelor,
               "软件架构师|系统架构师|Java架构师|技术专家", "Software Architect",
               "software_architecture|distributed_systems|java|microservices|kubernetes|design_"
               "patterns|cloud_computing|mysql|message_queue",
               internet},
    profession{"4-04-05-01", 6, field::software, 14'000, education::college,
               "C#开发工程师|.NET开发工程师|上位机开发工程师", ".NET Developer|C# Developer",
               "c_sharp|dot_net|sql_server|sql|html_css|automation_control|javascript", "65|34|35"},
    profession{"4-04-05-01", 6, field::software, 16'000, education::bachelor,
               "Android开发工程师|iOS开发工程师|鸿蒙应用开发工程师|移动端开发工程师",
               "Mobile Developer|Android Engineer",
               "android_development|kotlin|java|ios_development|swift|harmony_development|flutter|"
               "version_control",
               internet},
    profession{"4-04-05-02", 10, field::software, 12'500, education::bachelor,
               "软件测试工程师|测试开发工程师|自动化测试工程师",
               "Test Engineer|QA Automation Engineer",
               "software_testing|test_automation|python|performance_testing|sql|linux|continuous_"
               "integration",
               internet},
    profession{"2-02-10-08", 9, field::software, 13'500, education::bachelor,
               "运维工程师|云平台运维工程师|SRE工程师", "DevOps Engineer|Site Reliability Engineer",
               "linux|kubernetes|docker|system_monitoring|shell_scripting|continuous_integration|"
               "nginx|infrastructure_as_code|alibaba_cloud|mysql",
               internet},
    profession{
        "4-04-05-04", 4, field::software, 18'000, education::bachelor,
        "数据库工程师|DBA|数据库管理员", "Database Administrator",
        "database_administration|mysql|oracle_database|postgresql|sql|linux|redis|dameng_database",
        "65|66"},
    profession{"2-02-10-05", 9, field::software, 18'000, education::bachelor,
               "产品经理|B端产品经理|高级产品经理", "Product Manager",
               "requirements_analysis|product_design_internet|project_management|data_analysis|"
               "communication|ux_design|agile_development",
               internet},
    profession{"2-02-10-07", 5, field::software, 18'500, education::bachelor,
               "信息安全工程师|网络安全工程师|渗透测试工程师", "Security Engineer",
               "network_security|penetration_testing|information_security_management|linux|python|"
               "data_security|cryptography",
               "65|63"},
    profession{"2-02-38-01", 14, field::data, 27'000, education::master,
               "算法工程师|人工智能工程师|机器学习工程师|大模型算法工程师",
               "Machine Learning Engineer|AI Engineer|LLM Engineer",
               "machine_learning|deep_learning|python|natural_language_processing|computer_vision|"
               "large_language_models|recommender_systems|linux|c_plus_plus",
               "65|73|39"},
    profession{"2-02-38-03", 9, field::data, 21'000, education::bachelor,
               "大数据开发工程师|数据仓库工程师|大数据工程师", "Big Data Engineer|Data Engineer",
               "hadoop|spark|flink|data_warehouse|sql|java|scala|python|data_governance",
               "65|64|66"},
    profession{
        "4-07-02-05", 8, field::data, 14'000, education::bachelor,
        "数据分析师|商业数据分析师|数据运营", "Data Analyst|Business Analyst",
        "data_analysis|sql|excel|python|data_visualisation|business_intelligence|statistics|spss",
        "64|65|52|72"},
    profession{"4-04-05-05", 4, field::data, 7'000, education::college,
               "数据标注员|AI训练师|人工智能训练师", "",
               "data_annotation|prompt_engineering|excel|data_entry|large_language_models",
               "65|64"},
    profession{"2-02-10-06", 9, field::hardware, 17'500, education::bachelor,
               "嵌入式软件工程师|嵌入式开发工程师|单片机工程师", "Embedded Software Engineer",
               "embedded_development|c_language|microcontroller|linux_kernel_development|arm_"
               "architecture|c_plus_plus|hardware_debugging|autosar",
               "39|36|40"},
    profession{"2-02-10-02", 6, field::hardware, 17'000, education::bachelor,
               "硬件工程师|硬件开发工程师|电路设计工程师", "Hardware Engineer",
               "pcb_design|analogue_circuit|digital_circuit|hardware_debugging|power_electronics|"
               "radio_frequency|signal_processing",
               "39|38|40"},
    profession{"2-02-38-09", 6, field::hardware, 28'000, education::master,
               "集成电路设计工程师|数字前端设计工程师|芯片验证工程师|模拟版图工程师",
               "IC Design Engineer|Chip Verification Engineer",
               "integrated_circuit_design|chip_verification|digital_circuit|fpga|python|perl|"
               "analogue_circuit|semiconductor_process",
               "39|65"},
    profession{"2-02-11-01", 9, field::hardware, 13'000, education::bachelor,
               "电气工程师|电气设计工程师|电机工程师", "Electrical Engineer",
               "electrical_design|plc_programming|motor_design|power_electronics|autocad|servo_"
               "drive|automation_control",
               "38|34|35"},
    profession{"2-02-07-07", 8, field::hardware, 14'000, education::bachelor,
               "自动化工程师|PLC工程师|电控工程师", "Automation Engineer|PLC Engineer",
               "plc_programming|automation_control|servo_drive|scada|electrical_design|robot_"
               "programming|machine_vision",
               makers},
    profession{"2-02-12-01", 5, field::hardware, 13'500, education::bachelor,
               "光伏工程师|储能系统工程师|新能源工程师",
               "Photovoltaic Engineer|Energy Storage Engineer",
               "photovoltaic|energy_storage|electrical_design|battery_technology|power_electronics|"
               "autocad|wind_power",
               "44|38"},
    profession{"2-02-07-01", 14, field::machinery, 12'500, education::bachelor,
               "机械工程师|结构工程师|机械设计工程师",
               "Mechanical Engineer|Mechanical Design Engineer",
               "mechanical_design|solidworks|autocad|tolerance_design|finite_element_analysis|"
               "mechanical_drawing|creo|material_science",
               makers},
    profession{"2-02-07-11", 6, field::machinery, 16'000, education::bachelor,
               "汽车工程师|整车性能工程师|底盘工程师|新能源汽车工程师", "Automotive Engineer",
               "automotive_engineering|new_energy_vehicle|catia|ug_nx|finite_element_analysis|"
               "battery_technology|iatf_16949",
               "36"},
    profession{"2-02-07-06", 5, field::machinery, 12'000, education::college,
               "模具工程师|模具设计工程师", "Mould Engineer",
               "mould_design|ug_nx|injection_moulding|mould_manufacturing|autocad|tolerance_design",
               "29|35|33"},
    profession{"2-02-30-01", 6, field::machinery, 12'500, education::bachelor,
               "工艺工程师|IE工程师|生产经理|精益工程师", "Process Engineer|Industrial Engineer",
               "industrial_engineering|process_engineering|lean_production|production_planning|six_"
               "sigma|manufacturing_execution_system",
               makers},
    profession{"2-02-29-03", 7, field::machinery, 11'500, education::bachelor,
               "质量工程师|品质工程师|质量经理", "Quality Engineer",
               "quality_management|iso_9001|statistical_process_control|six_sigma|iatf_16949|"
               "quality_inspection|measuring_tools",
               makers},
    profession{"2-02-38-10", 4, field::machinery, 19'000, education::bachelor,
               "机器人工程师|机器人应用工程师", "Robotics Engineer",
               "robotics|robot_programming|robot_operating_system|machine_vision|c_plus_plus|servo_"
               "drive|slam",
               "34|35"},
    profession{"2-02-18-02", 9, field::construction, 11'500, education::bachelor,
               "土木工程师|土建工程师|施工员|项目技术负责人", "Civil Engineer",
               "civil_engineering|construction_management|autocad|construction_documentation|bim|"
               "site_safety|concrete_work",
               builders},
    profession{
        "2-02-18-01", 5, field::construction, 15'000, education::bachelor,
        "建筑设计师|建筑师|市政设计工程师", "Architect",
        "architectural_design|construction_drawing|autocad|sketchup|bim|rhino|green_building",
        "74|47"},
    profession{"2-02-30-10", 5, field::construction, 11'500, education::college,
               "造价工程师|预算员|成本经理", "Quantity Surveyor",
               "cost_estimation|cost_software|contract_management|autocad|tendering_bidding|cost_"
               "engineer_qualification",
               builders},
    profession{"2-02-30-07", 3, field::construction, 10'500, education::college,
               "监理工程师|总监理工程师|监理员", "",
               "construction_supervision|site_safety|construction_documentation|material_testing|"
               "civil_engineering",
               "74"},
    profession{"6-29-03-02", 5, field::construction, 8'500, education::vocational,
               "水电工|电气安装工|水电安装工", "",
               "electrician_work|plumbing|building_electrical_design|work_at_height|fire_"
               "protection_engineering",
               builders},
    profession{"2-02-27-02", 4, field::laboratory, 11'500, education::bachelor,
               "环保工程师|水处理工程师|废气治理工程师", "Environmental Engineer",
               "environmental_engineering|wastewater_treatment|air_pollution_control|environmental_"
               "monitoring|autocad|solid_waste_treatment",
               "77|46"},
    profession{
        "6-18-01-07", 12, field::production, 8'500, education::vocational,
        "CNC操作员|数控编程员|加工中心操作工", "",
        "cnc_operation|cnc_programming|measuring_tools|milling|turning|mechanical_drawing|ug_nx",
        makers},
    profession{"6-18-02-04", 6, field::production, 8'800, education::vocational,
               "焊工|氩弧焊工|二保焊工", "",
               "welding|sheet_metal|mechanical_drawing|nondestructive_testing|measuring_tools",
               "33|34|37"},
    profession{"6-31-01-03", 7, field::production, 8'000, education::vocational,
               "维修电工|低压电工|高压电工", "",
               "electrician_work|equipment_maintenance|plc_programming|electrical_design|"
               "instrument_maintenance",
               makers},
    profession{"6-25-04-07", 16, field::production, 6'500, education::senior_secondary,
               "电子厂操作工|普工|SMT操作员|流水线工人", "",
               "electronic_assembly|soldering|smt|packaging_operation|quality_inspection", "39|38"},
    profession{
        "6-20-01-01", 8, field::production, 7'500, education::vocational,
        "装配钳工|机械装配工|钳工", "",
        "mechanical_assembly|bench_work|mechanical_drawing|measuring_tools|hydraulics_pneumatics",
        makers},
    profession{"6-05-01-03", 6, field::production, 6'800, education::junior_secondary,
               "缝纫工|平车工|样衣工", "",
               "sewing|pattern_making|quality_inspection|dyeing_printing", "17|18"},
    profession{"6-31-03-05", 7, field::production, 6'500, education::vocational,
               "质检员|品检员|QC检验员", "",
               "quality_inspection|measuring_tools|statistical_process_control|three_coordinate_"
               "measurement|excel",
               makers},
    profession{"6-30-01-00", 5, field::logistics, 7'000, education::senior_secondary,
               "叉车司机|叉车工", "",
               "forklift_operation|warehouse_management|loading_unloading|inventory_control",
               "59|33|52"},
    profession{
        "2-05-01-01", 5, field::health, 18'000, education::master, "内科医生|心内科医生|内科医师",
        "Physician",
        "clinical_medicine|internal_medicine|general_practice|emergency_medicine|medical_records",
        "84"},
    profession{"2-05-01-07", 4, field::health, 19'000, education::bachelor,
               "口腔医生|正畸医生|口腔全科医生", "Dentist",
               "dentistry|clinical_medicine|customer_relationship|communication", "84"},
    profession{"2-05-08-01", 10, field::health, 8'500, education::college, "护士|病房护士|内科护士",
               "Registered Nurse",
               "nursing|intensive_care_nursing|infection_control|medical_records|communication|"
               "operating_room_nursing",
               "84"},
    profession{"2-05-06-01", 4, field::health, 7'500, education::college, "执业药师|药师|药剂师",
               "Pharmacist",
               "pharmacy|pharmacovigilance|chinese_materia_medica|medical_insurance_settlement|"
               "customer_service",
               "84|52"},
    profession{
        "2-05-07-13", 4, field::health, 8'500, education::college, "康复治疗师|康复师|物理治疗师",
        "Physiotherapist",
        "rehabilitation_therapy|tuina_massage|speech_therapy|health_management|communication",
        "84|85"},
    profession{"4-10-01-05", 7, field::health, 6'200, education::senior_secondary,
               "养老护理员|护理员", "",
               "elderly_care|nursing|health_management|domestic_service|communication", "85|80"},
    profession{"2-08-01-01", 4, field::education, 13'500, education::doctorate,
               "高校教师|讲师|计算机专业教师", "University Lecturer",
               "academic_research|teaching|curriculum_development|mathematical_modelling|english|"
               "statistics",
               "83"},
    profession{"2-08-02-04", 5, field::education, 9'500, education::bachelor,
               "小学数学教师|小学语文教师|小学老师", "",
               "teaching|lesson_planning|class_management|mathematics_teaching|chinese_teaching|"
               "teacher_qualification|mandarin",
               "83"},
    profession{"2-08-02-01", 4, field::education, 12'000, education::bachelor,
               "高中物理教师|高中数学教师|高中英语老师", "English Teacher",
               "teaching|lesson_planning|english_teaching|physics_teaching|mathematics_teaching|"
               "teacher_qualification",
               "83"},
    profession{"2-08-03-00", 5, field::education, 6'200, education::college, "幼儿园教师|幼师", "",
               "early_childhood_education|class_management|music_teaching|dance_teaching|art_"
               "teaching|teacher_qualification",
               "83"},
    profession{"4-07-03-05", 4, field::education, 10'500, education::bachelor,
               "职业培训师|企业培训师|培训讲师", "Corporate Trainer",
               "vocational_training|corporate_training|curriculum_development|public_speaking|"
               "online_teaching",
               "72|83"},
    profession{"2-06-03-00", 18, field::finance, 8'500, education::college,
               "会计|财务会计|成本会计|财务主管", "Accountant|Cost Accountant",
               "financial_accounting|tax_filing|accounting_software|financial_statements|cost_"
               "accounting|excel|treasury_management",
               "33|51|52|65|72"},
    profession{
        "2-06-04-00", 4, field::finance, 12'500, education::bachelor, "审计师|内审专员|审计经理",
        "Internal Auditor",
        "auditing|internal_audit|internal_control|financial_analysis|cpa_qualification|excel",
        "72|66"},
    profession{"2-06-11-03", 4, field::finance, 22'000, education::master,
               "投资经理|行业研究员|投资分析师", "Investment Manager|Research Analyst",
               "investment_analysis|financial_modelling|due_diligence|private_equity|english|cfa_"
               "qualification",
               "67|69"},
    profession{"4-05-01-03", 5, field::finance, 11'000, education::bachelor,
               "银行客户经理|对公客户经理|理财经理", "Relationship Manager",
               "wealth_management|credit_analysis|key_account_management|supply_chain_finance|risk_"
               "management",
               "66"},
    profession{"2-06-09-04", 3, field::finance, 15'000, education::bachelor,
               "风控经理|信贷审批员|风控专员", "Credit Risk Manager",
               "risk_management|credit_analysis|anti_money_laundering|data_analysis|sql", "66|69"},
    profession{"2-07-09-00", 4, field::law, 13'000, education::bachelor,
               "法务经理|法务专员|企业法律顾问", "Legal Counsel",
               "contract_law|corporate_law|labour_law|compliance_management|legal_document_"
               "drafting|legal_qualification",
               "65|72|33"},
    profession{"2-06-12-01", 3, field::law, 17'500, education::master, "专利代理师|专利工程师",
               "Patent Attorney",
               "patent_drafting|patent_search|intellectual_property|english|technical_writing",
               "72|75"},
    profession{"4-07-03-04", 10, field::human_resources, 8'500, education::bachelor,
               "人力资源专员|薪酬绩效专员|HRBP", "HR Specialist|HR Business Partner",
               "employee_relations|compensation_benefits|performance_management|social_insurance|"
               "human_resources_business_partner|labour_law|excel",
               "65|33|72"},
    profession{
        "4-07-03-08", 8, field::human_resources, 8'000, education::college,
        "招聘专员|招聘主管|招聘经理", "Recruiter|Talent Acquisition Specialist",
        "recruitment|campus_recruitment|communication|talent_assessment|human_resources_systems",
        "72|65|33"},
    profession{"2-06-08-02", 4, field::human_resources, 12'500, education::bachelor,
               "猎头顾问|高级猎头顾问", "Headhunter",
               "headhunting|recruitment|communication|talent_assessment|english", "72"},
    profession{"4-01-02-01", 24, field::sales, 9'500, education::college,
               "销售代表|销售经理|大客户经理|区域销售经理", "Sales Manager|Account Manager",
               "sales|key_account_management|customer_relationship|business_negotiation|channel_"
               "management|communication",
               "51|33|65|39|26"},
    profession{"2-06-07-01", 10, field::sales, 9'800, education::bachelor,
               "外贸业务员|国际贸易专员|外贸经理", "International Trade Specialist|Export Sales",
               "foreign_trade|business_english|shipping_documents|customer_relationship|english|"
               "cross_border_e_commerce|international_settlement",
               "51|17|33|38"},
    profession{"4-01-06-01", 14, field::sales, 9'200, education::college,
               "电商运营|天猫运营|跨境电商运营|网店店长",
               "E-commerce Operations Specialist|Amazon Operations",
               "e_commerce_operation|cross_border_e_commerce|data_analysis|advertising_placement|"
               "copywriting|english|customer_service",
               "52|64|51"},
    profession{"4-01-06-02", 8, field::sales, 9'000, education::college,
               "直播运营|带货主播|网络推广专员", "",
               "live_streaming|short_video_operation|social_media_operation|copywriting|user_"
               "operation|advertising_placement",
               "64|52"},
    profession{"2-06-07-02", 5, field::sales, 12'000, education::bachelor,
               "市场经理|市场营销经理|市场专员", "Marketing Manager",
               "marketing_planning|brand_management|digital_marketing|market_research|copywriting|"
               "event_management",
               "65|52|27"},
    profession{"4-13-01-05", 7, field::sales, 8'200, education::college,
               "新媒体运营|内容运营|短视频运营", "Content Operations Specialist",
               "social_media_operation|short_video_operation|content_writing|video_editing|user_"
               "operation|photoshop",
               "64|87"},
    profession{"4-04-05-03", 9, field::sales, 6'000, education::vocational,
               "客服专员|在线客服|电话客服", "Customer Service Representative",
               "customer_service|call_centre|typing|customer_complaint_handling|mandarin",
               "64|52|66"},
    profession{"2-09-06-01", 8, field::design, 9'800, education::bachelor,
               "平面设计师|UI设计师|视觉设计师", "UI Designer|Visual Designer",
               "graphic_design|photoshop|illustrator|ui_design|logo_design|web_design|illustration",
               "72|65|64"},
    profession{"4-08-08-07", 5, field::design, 9'500, education::college,
               "室内设计师|家装设计师|软装设计师", "Interior Designer",
               "interior_design|autocad|sketchup|rendering|interior_decoration|photoshop", "50|74"},
    profession{"2-09-06-02", 4, field::design, 11'000, education::bachelor, "服装设计师|女装设计师",
               "Fashion Designer", "fashion_design|pattern_making|illustrator|photoshop|sewing",
               "18|17"},
    profession{"2-09-03-06", 5, field::design, 9'000, education::college,
               "视频剪辑师|短视频剪辑|后期制作", "Video Editor",
               "video_editing|motion_graphics|visual_effects|photography|scriptwriting", "87|64"},
    profession{"4-02-06-01", 9, field::logistics, 6'800, education::senior_secondary,
               "仓库管理员|仓管员|仓库主管", "Warehouse Supervisor",
               "warehouse_management|inventory_control|order_picking|excel|erp_logistics|forklift_"
               "operation",
               "59|52|51"},
    profession{"4-02-02-02", 6, field::logistics, 9'000, education::junior_secondary,
               "货车司机|送货司机|货运司机", "",
               "truck_driving|loading_unloading|car_driving|route_planning", "54|51"},
    profession{
        "4-02-05-03", 4, field::logistics, 9'200, education::college, "国际货代|货代操作|货代专员",
        "Freight Forwarder",
        "freight_forwarding|shipping_documents|customs_declaration|english|international_logistics",
        "58|55"},
    profession{
        "2-02-30-11", 4, field::logistics, 14'500, education::bachelor,
        "供应链工程师|供应链计划经理", "Supply Chain Planner",
        "supply_chain_management|production_planning|inventory_control|erp_logistics|excel|sap",
        "39|36|52"},
    profession{"4-01-01-00", 7, field::logistics, 8'300, education::college,
               "采购员|采购专员|采购工程师", "Buyer|Purchasing Specialist",
               "procurement_management|supplier_management|business_negotiation|contract_"
               "management|excel|procurement_logistics",
               makers},
    profession{"4-10-08-01", 7, field::logistics, 8'200, education::junior_secondary,
               "外卖骑手|同城配送员|送餐员", "",
               "last_mile_delivery|motorcycle_driving|courier_delivery|route_planning", "60|64"},
    profession{"4-03-02-01", 8, field::hospitality, 7'800, education::vocational,
               "中餐厨师|炒锅|厨师长", "",
               "chinese_cuisine|food_safety|chinese_pastry|restaurant_management", "62|61"},
    profession{"4-03-02-05", 9, field::hospitality, 5'200, education::junior_secondary,
               "餐厅服务员|餐厅领班|餐厅经理", "Restaurant Manager",
               "food_serving|restaurant_management|food_safety|cashiering|communication", "62|61"},
    profession{"4-03-01-01", 4, field::hospitality, 5'500, education::vocational,
               "酒店前台|前台接待|大堂经理", "Hotel Receptionist",
               "hotel_front_office|hotel_management|reception|english|customer_service", "61"},
    profession{"4-07-05-01", 7, field::hospitality, 5'000, education::junior_secondary,
               "保安员|秩序维护员", "",
               "security_guarding|fire_control_room|parking_management|emergency_rescue", "70|72"},
    profession{"4-06-01-01", 5, field::hospitality, 7'500, education::college,
               "物业主管|物业客服|物业管理员", "",
               "property_management|customer_complaint_handling|community_service|communication",
               "70"},
    profession{"4-10-01-06", 6, field::hospitality, 7'500, education::junior_secondary,
               "家政服务员|月嫂|育儿嫂", "",
               "domestic_service|infant_care|cleaning|chinese_cuisine|elderly_care", "80"},
    profession{"3-01-01-01", 14, field::office, 6'500, education::college,
               "行政专员|行政主管|行政助理", "Administrative Assistant|Office Manager",
               "administrative_management|microsoft_office|meeting_organisation|document_writing|"
               "reception|archives_management",
               "65|33|72|52"},
    profession{"3-01-02-02", 4, field::office, 10'500, education::bachelor,
               "总经理助理|总裁助理|秘书", "Executive Assistant",
               "secretarial_work|document_writing|meeting_organisation|english|microsoft_office|"
               "business_etiquette",
               "72|33|65"},
    profession{"2-02-30-04", 9, field::office, 15'500, education::bachelor,
               "项目经理|项目主管|PMO经理", "Project Manager",
               "project_management|contract_management|team_management|communication|agile_"
               "development|programme_management",
               "65|33|39|74"},
    profession{
        "4-07-02-02", 4, field::office, 9'200, education::bachelor,
        "项目申报专员|科技咨询顾问|高企申报顾问", "",
        "project_application|policy_research|document_writing|talent_policy|intellectual_property",
        "72|75"},
    profession{"2-10-05-00", 4, field::office, 10'000, education::bachelor,
               "英语翻译|日语翻译|笔译员", "Translator|Interpreter",
               "english_translation|english|japanese|english_interpreting|computer_aided_"
               "translation|technical_writing",
               "72"},
    profession{"1-06-01-02", 4, field::office, 34'000, education::bachelor,
               "总经理|副总经理|运营总监|厂长", "General Manager|Operations Director",
               "operations_management|strategic_planning|team_management|budget_management|"
               "business_negotiation|digital_transformation",
               "33|39|65|52"},
    profession{"2-02-32-00", 5, field::laboratory, 14'500, education::master,
               "药物研发工程师|制剂研究员|制药工程师", "Pharmaceutical Scientist",
               "pharmaceutical_development|gmp|instrumental_analysis|clinical_trials|biotechnology|"
               "english",
               "27|73"},
    profession{"2-02-06-03", 4, field::laboratory, 11'500, education::bachelor,
               "化工工程师|化工工艺工程师", "Chemical Engineer",
               "chemical_process|dcs_control|chemical_analysis|safety_management|autocad",
               "26|25|28"},
    profession{"6-31-03-01", 5, field::laboratory, 7'000, education::college, "化验员|化学分析员",
               "Laboratory Technician",
               "chemical_analysis|instrumental_analysis|excel|gmp|environmental_monitoring",
               "26|27|14"},
    profession{"2-02-24-00", 3, field::laboratory, 10'500, education::bachelor,
               "食品研发工程师|食品工程师", "Food Technologist",
               "food_technology|food_safety|food_processing|instrumental_analysis|iso_9001",
               "14|15"},
    profession{
        "5-01-02-01", 4, field::agriculture, 5'600, education::junior_secondary,
        "农场技术员|种植工", "",
        "crop_cultivation|vegetable_growing|greenhouse_management|plant_protection|irrigation",
        "01|05"},
    profession{
        "5-05-01-02", 3, field::agriculture, 9'500, education::college,
        "农场经理|农业经理人|合作社经理", "",
        "farm_management|tea_growing|agricultural_extension|rural_e_commerce|organic_farming",
        "01|05"},
};
// clang-format on

void need(bool known, std::string_view occupation, std::string_view code) {
    if (known) return;
    throw std::logic_error("profession " + std::string(occupation) + " names the unknown code " +
                           std::string(code));
}

} // namespace

std::span<profession const> all_professions() {
    return professions;
}

void check_professions(vocabulary::catalogue const& codes) {
    for (auto const& each : professions) {
        need(codes.known(code_list::occupation, each.occupation), each.occupation, each.occupation);
        for (auto const skill : parts(each.skills))
            need(codes.known(code_list::skill, skill), each.occupation, skill);
        for (auto const industry : parts(each.industries)) {
            need(codes.known(code_list::industry, industry), each.occupation, industry);
        }
    }
}

std::vector<std::string_view> parts(std::string_view list) {
    std::vector<std::string_view> found;
    while (!list.empty()) {
        auto const end = std::min(list.find('|'), list.size());
        found.push_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return found;
}

} // namespace talent::demo
