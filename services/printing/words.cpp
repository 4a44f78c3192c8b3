#include "services/printing/words.hpp"

#include <array>
#include <cstdio>

namespace talent::printed {
namespace {

constexpr std::chrono::hours shanghai{8};
constexpr std::int64_t percent_of_basis_points = 100;

template <class E, std::size_t Count>
std::string_view named(std::array<std::string_view, Count> const& names, E value) {
    return names.at(static_cast<std::size_t>(value));
}

} // namespace

std::string written_digits(money amount) {
    auto digits = format_money(amount);
    auto const point = digits.find('.');
    auto const first = digits.starts_with('-') ? 1U : 0U;
    for (auto place = point; place > first + 3; place -= 3)
        digits.insert(place - 3, ",");
    return digits;
}

std::string written(money amount) {
    return "人民币 " + written_digits(amount) + " 元";
}

std::string written(date day) {
    std::chrono::year_month_day const parts(day);
    return std::to_string(static_cast<int>(parts.year())) + "年" +
           std::to_string(static_cast<unsigned>(parts.month())) + "月" +
           std::to_string(static_cast<unsigned>(parts.day())) + "日";
}

std::string written(instant at) {
    auto const local = at + shanghai;
    auto const day = std::chrono::floor<std::chrono::days>(local);
    std::chrono::hh_mm_ss const time(std::chrono::floor<std::chrono::minutes>(local - day));
    char text[16];
    std::snprintf(text, sizeof text, " %02d:%02d", static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()));
    return written(date(day)) + text;
}

std::string written(std::optional<instant> at) {
    return at ? written(*at) : "—";
}

std::string written_basis_points(std::int64_t points) {
    char text[32];
    std::snprintf(text, sizeof text, "%lld.%02lld %%",
                  static_cast<long long>(points / percent_of_basis_points),
                  static_cast<long long>(points % percent_of_basis_points));
    return text;
}

std::string_view name_of(procurement::procurement_method method) {
    static constexpr std::array<std::string_view, 5> names{"公开招标", "邀请招标", "竞争性磋商",
                                                           "单一来源采购", "框架协议采购"};
    return named(names, method);
}

std::string_view name_of(procurement::tender_state state) {
    static constexpr std::array<std::string_view, 8> names{
        "草稿", "已发布", "已取消", "已开标", "已评审", "已定标", "已签约", "采购失败"};
    return named(names, state);
}

std::string_view name_of(procurement::award_state state) {
    static constexpr std::array<std::string_view, 4> names{"有效", "成交人放弃", "成交失效",
                                                           "已撤销"};
    return named(names, state);
}

std::string_view name_of(procurement::criterion_kind kind) {
    static constexpr std::array<std::string_view, 2> names{"价格", "质量"};
    return named(names, kind);
}

std::string_view name_of(delivery::contract_state state) {
    static constexpr std::array<std::string_view, 7> names{
        "草稿", "采购人已签署", "供应商已签署", "履行中", "已中止", "已履行完毕", "已终止"};
    return named(names, state);
}

std::string_view name_of(delivery::milestone_state state) {
    static constexpr std::array<std::string_view, 5> names{"待提交", "已提交", "验收合格",
                                                           "部分验收", "验收不合格"};
    return named(names, state);
}

} // namespace talent::printed
