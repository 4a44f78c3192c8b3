// Reads over HTTP by 64 keep-alive connections: one listing against nginx (P1), a filtered list and
// a Chinese word with a filter against Fastify (P9), in turns. Run by tests/bench/http, which
// starts the servers: bench_http TALENTD_PORT NGINX_PORT FASTIFY_PORT TARGET_OF_A_LISTING [SECONDS]
#include <algorithm>
#include <array>
#include <charconv>
#include <iomanip>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "tests/bench/measuring.hpp"
#include "tests/support/load_generator.hpp"

namespace talent::bench {
namespace {

using test::load_answer;
using test::load_plan;

constexpr std::size_t connections = 64;
constexpr int rounds = 3;
constexpr std::size_t differences_shown = 5;

constexpr std::array cities{"330100", "330200", "330300", "330400", "330500", "330600",
                            "330700", "330800", "330900", "331000", "331100"};
constexpr std::array employments{"full_time", "part_time", "internship", "project"};
constexpr std::array words{"软件", "开发", "销售", "工程", "护士", "会计", "设计", "数据",
                           "管理", "测试", "电商", "物流", "教师", "机械", "客服", "运营"};

using targets = std::vector<std::string>;

std::string in_percent(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string made;
    for (char const one : text) {
        auto const byte = static_cast<unsigned char>(one);
        made.append({'%', digits[byte >> 4U], digits[byte & 0xFU]});
    }
    return made;
}

targets lists() {
    targets made;
    for (std::string const city : cities) {
        for (std::string const employment : employments)
            made.push_back("/v1/search/demands?region=" + city + "&employment=" + employment +
                           "&sort=newest&limit=20");
    }
    return made;
}

targets word_searches() {
    targets made;
    for (std::string const city : cities) {
        for (auto const* const word : words)
            made.push_back("/v1/search/demands?q=" + in_percent(word) + "&region=" + city +
                           "&interpret=false&limit=20"); // a word is a word to Fastify
    }
    return made;
}

struct measured {
    double per_second = 0;
    std::chrono::microseconds p99{0};
};

load_plan plan_of(int port, targets const& all) {
    load_plan plan;
    plan.port = port;
    plan.connections = connections;
    plan.make = [&all](std::uint64_t number, std::string& to) {
        test::append_request(to, "GET", all[number % all.size()], {}, {});
    };
    return plan;
}

measured measure(int port, targets const& all, std::chrono::seconds how_long) {
    auto plan = plan_of(port, all);
    plan.duration = how_long;
    auto made = test::run_load(plan);
    for (auto const& [status, count] : made.statuses) {
        // A server that is starved refuses some; only what it answered counts.
        if (status != 200)
            std::cout << "  port " << port << ": " << count << " answers " << status << std::endl;
    }
    if (made.accepted() == 0)
        throw std::runtime_error("port " + std::to_string(port) + " never answered");
    return {made.accepted_per_second(), test::percentile(made.accepted_latencies, 0.99)};
}

/// The totals of the answers, by target.
std::vector<std::int64_t> totals(int port, targets const& all) {
    std::vector<std::int64_t> made(all.size(), -1);
    auto plan = plan_of(port, all);
    plan.connections = 1;
    plan.duration = std::chrono::seconds(60);
    plan.requests_max = all.size();
    plan.seen = [&](load_answer const& answer) {
        static constexpr std::string_view name = "\"total\":";
        auto const at = answer.bytes.find(name);
        if (at == std::string_view::npos) return;
        auto const digits = answer.bytes.substr(at + name.size());
        std::from_chars(digits.data(), digits.data() + digits.size(), made[answer.number]);
    };
    test::run_load(plan);
    return made;
}

struct comparison {
    std::string bar;
    std::string what;
    std::string other;
    int other_port = 0;
    targets all;
    double to_reach = 0;
};

void compare(int port, comparison const& with, std::chrono::seconds how_long) {
    std::cout << with.what << "\n";
    measured ours;
    measured theirs;
    for (int round = 0; round < rounds; ++round) {
        auto const keep_best = [](measured& best, measured const& one) {
            if (one.per_second > best.per_second) best = one;
        };
        keep_best(ours, measure(port, with.all, how_long));
        keep_best(theirs, measure(with.other_port, with.all, how_long));
    }
    auto const per_second = [](measured const& one) {
        std::ostringstream to;
        to << std::fixed << std::setprecision(0) << one.per_second << "/s, p99 " << one.p99.count()
           << " us";
        return to.str();
    };
    std::ostringstream ratio;
    ratio << std::fixed << std::setprecision(2) << ours.per_second / theirs.per_second;
    std::ostringstream wanted;
    wanted << ">= " << with.to_reach;
    std::cout << "  talentd " << per_second(ours) << "; " << with.other << " " << per_second(theirs)
              << "; " << ratio.str() << " times its rate (to reach: " << with.to_reach << ")"
              << std::endl;
    add_row({with.bar, with.what + " against " + with.other, per_second(ours), per_second(theirs),
             ratio.str(), wanted.str()});
}

void compare_totals(int port, comparison const& with) {
    auto const ours = totals(port, with.all);
    auto const theirs = totals(with.other_port, with.all);
    std::size_t same = 0;
    double largest = 0;
    std::size_t shown = 0;
    for (std::size_t i = 0; i < ours.size(); ++i) {
        if (ours[i] != theirs[i] && ++shown <= differences_shown)
            std::cout << "    " << theirs[i] << ", talentd " << ours[i] << ": " << with.all[i]
                      << "\n";
        same += ours[i] == theirs[i] ? 1 : 0;
        largest = std::max(largest, static_cast<double>(std::abs(ours[i] - theirs[i])) /
                                        static_cast<double>(std::max<std::int64_t>(1, ours[i])));
    }
    std::cout << "  totals: " << same << " of " << ours.size()
              << " are the same, the others differ by " << 100 * largest << " % at most"
              << std::endl;
}

} // namespace
} // namespace talent::bench

int main(int count, char** arguments) {
    using namespace talent::bench;
    if (count < 5) {
        std::cerr << "bench_http TALENTD_PORT NGINX_PORT FASTIFY_PORT TARGET [SECONDS]\n";
        return 2;
    }
    int const port = std::stoi(arguments[1]);
    int const nginx = std::stoi(arguments[2]);
    int const fastify = std::stoi(arguments[3]);
    std::chrono::seconds const how_long(count > 5 ? std::stoi(arguments[5]) : 4);
    compare(port, {"P1", "one listing", "nginx", nginx, {arguments[4]}, 0.9}, how_long);
    comparison const list{"P9", "filtered list with total", "Fastify", fastify, lists(), 5};
    comparison const word{"P9", "word with a filter and total", "Fastify", fastify, word_searches(),
                          20};
    for (auto const& one : {list, word}) {
        compare(port, one, how_long);
        compare_totals(port, one);
    }
}
