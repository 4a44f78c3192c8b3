#include "services/talentctl/demo/people.hpp"

#include <algorithm>
#include <array>

namespace talent::demo {
namespace {

// The common ones stand several times.
constexpr std::array surnames{
    "王", "王", "王", "李", "李", "李", "张", "张", "张", "陈", "陈", "刘", "刘", "杨", "黄",
    "赵", "周", "吴", "徐", "孙", "朱", "马", "胡", "林", "郭", "何", "高", "罗", "郑", "梁",
    "谢", "宋", "唐", "许", "邓", "冯", "韩", "曹", "曾", "彭", "萧", "蔡", "潘", "田", "董",
    "袁", "于", "余", "叶", "蒋", "杜", "苏", "魏", "程", "吕", "丁", "沈", "任", "姚", "卢",
    "傅", "钟", "姜", "崔", "谭", "廖", "范", "汪", "陆", "金", "石", "戴"};
constexpr std::array first_characters{"思", "子", "文", "晓", "志", "嘉", "雨", "建", "佳", "俊",
                                      "明", "海", "国", "玉", "丽", "春", "永", "梦", "云", "天",
                                      "宏", "立", "一", "若", "书", "景", "泽", "欣", "慧", "正"};
constexpr std::array last_characters{"远", "轩", "涵", "杰", "敏", "强", "磊", "静", "洋", "勇",
                                     "军", "娟", "涛", "超", "霞", "平", "刚", "桂", "华", "飞",
                                     "宁", "航", "怡", "琪", "博", "然", "峰", "婷", "辉", "楠",
                                     "鑫", "颖", "哲", "萍", "毅", "琳", "帆", "清", "恒", "悦"};

constexpr std::size_t number_digits = 6;

std::string padded(std::int64_t number) {
    auto const digits = std::to_string(number);
    return std::string(number_digits - std::min(number_digits, digits.size()), '0') + digits;
}

} // namespace

std::string draw_person_name(dice& chance) {
    std::string name = chance.pick(surnames);
    if (chance.chance(85)) name.append(chance.pick(first_characters));
    return name.append(chance.pick(last_characters));
}

std::string draw_mobile_phone(dice& chance) {
    return "19900" + padded(chance.between(0, 9'999));
}

std::string office_phone(std::size_t number) {
    return "0571-88" + padded(static_cast<std::int64_t>(number));
}

} // namespace talent::demo
