// The benchmarks' searches with Groonga, by its command: TokenBigram and NormalizerAuto over title
// and body, an index on each closed value, drilldowns for facets. Its own clock times each command,
// so the pipe does not count. See engine_run.hpp for the arguments.
#include <cstdio>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "common/json/value.hpp"
#include "common/json/writer.hpp"
#include "tests/bench/engine_run.hpp"
#include "tests/bench/market_queries.hpp"

namespace talent::bench {
namespace {

using market::search_field;

constexpr std::size_t rows_of_a_load = 5'000;
constexpr int rounds = 3; // the first one warms up

constexpr char const* tables = R"(table_create Regions TABLE_PAT_KEY ShortText
table_create Occupations TABLE_PAT_KEY ShortText
table_create Industries TABLE_PAT_KEY ShortText
table_create Skills TABLE_PAT_KEY ShortText
table_create Employments TABLE_PAT_KEY ShortText
table_create Places TABLE_PAT_KEY ShortText
table_create Demands TABLE_NO_KEY
column_create Demands title COLUMN_SCALAR ShortText
column_create Demands body COLUMN_SCALAR Text
column_create Demands regions COLUMN_VECTOR Regions
column_create Demands occupations COLUMN_VECTOR Occupations
column_create Demands industries COLUMN_VECTOR Industries
column_create Demands skills COLUMN_VECTOR Skills
column_create Demands region COLUMN_SCALAR Regions
column_create Demands occupation COLUMN_SCALAR Occupations
column_create Demands industry COLUMN_SCALAR Industries
column_create Demands employment COLUMN_SCALAR Employments
column_create Demands visible COLUMN_SCALAR Places
column_create Demands education COLUMN_SCALAR UInt8
column_create Demands experience COLUMN_SCALAR UInt8
column_create Demands pay COLUMN_SCALAR Int64
)";

// After the rows: so the indexes are built in one pass.
constexpr char const* indexes =
    R"(column_create Regions of_demands COLUMN_INDEX Demands regions
column_create Occupations of_demands COLUMN_INDEX Demands occupations
column_create Industries of_demands COLUMN_INDEX Demands industries
column_create Skills of_demands COLUMN_INDEX Demands skills
column_create Employments of_demands COLUMN_INDEX Demands employment
column_create Places of_demands COLUMN_INDEX Demands visible
table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram --normalizer NormalizerAuto
column_create Terms of_texts COLUMN_INDEX|WITH_POSITION|WITH_SECTION Demands title,body
)";

struct closing {
    void operator()(std::FILE* pipe) const { ::pclose(pipe); }
};
using pipe_pointer = std::unique_ptr<std::FILE, closing>;

pipe_pointer run_groonga(std::string const& arguments, char const* mode) {
    pipe_pointer made(::popen(("groonga " + arguments).c_str(), mode));
    if (!made) throw std::runtime_error("groonga could not be started");
    return made;
}

void send(std::FILE* to, std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), to) != text.size())
        throw std::runtime_error("groonga has ended");
}

std::string row_of(engine_document const& from) {
    json::writer to;
    to.begin_object();
    to.member("title", from.title).member("body", from.body);
    auto const list = [&](std::string_view name, std::vector<std::string> const& values) {
        to.key(name).begin_array();
        for (auto const& value : values)
            to.string(value);
        to.end_array();
    };
    list("regions", from.regions);
    list("occupations", from.occupations);
    list("industries", from.industries);
    list("skills", from.skills);
    to.member("region", from.regions.front()).member("occupation", from.occupations.front());
    to.member("industry", from.industries.front()).member("employment", from.employment);
    to.member("visible", from.visible);
    to.member("education", std::int64_t{from.education});
    to.member("experience", from.experience_years).member("pay", from.pay_max_fen);
    to.end_object();
    return to.take();
}

void build(market_documents const& from, std::size_t listings, std::string const& path) {
    auto const to = run_groonga("-n " + path + "/demands >" + path + "/log", "w");
    send(to.get(), tables);
    std::size_t rows = 0;
    for_each_engine_document(from, listings, [&](engine_document const& one) {
        send(to.get(), rows % rows_of_a_load == 0 ? "load --table Demands\n[\n" : ",\n");
        send(to.get(), row_of(one));
        if (++rows % rows_of_a_load == 0) send(to.get(), "\n]\n");
    });
    if (rows % rows_of_a_load != 0) send(to.get(), "\n]\n");
    send(to.get(), indexes);
}

// Within the double quotes of a command's argument.
std::string argument(std::string_view text) {
    std::string made = "\"";
    for (char const one : text) {
        if (one == '"' || one == '\\') made.push_back('\\');
        made.push_back(one);
    }
    return made.append("\"");
}

std::string phrases_of(market::search_query const& query) {
    auto const terms = market::terms_of_query(query.text).value();
    std::string made;
    auto const add = [&](std::string const& term) {
        made.append(made.empty() ? "" : " ").append(argument(term));
    };
    for (auto const& word : terms.words)
        add(word);
    for (auto const& run : terms.runs)
        add(market::to_utf8(run));
    return made;
}

std::string filter_of(market::search_query const& query) {
    std::string made;
    for (auto const& value : visible_to(query))
        made.append(made.empty() ? "(" : " || ").append("visible == ").append(argument(value));
    made.append(")");
    for (auto const& each : market::search_fields) {
        if (query.filter(each.field).empty()) continue;
        auto const& value = query.filter(each.field).front();
        made.append(" && ");
        if (each.field == search_field::industry)
            made.append("industries @ ").append(argument(value));
        else if (each.shape == market::field_shape::tree)
            made.append(each.name).append("s @ ").append(argument(value));
        else if (each.shape == market::field_shape::ordered)
            made.append(each.name).append(" <= ").append(
                std::to_string(market::rank_of(each.field, value).value()));
        else
            made.append(each.name).append(" == ").append(argument(value));
    }
    if (query.pay_min) made.append(" && pay >= ").append(std::to_string(query.pay_min->fen));
    return made;
}

std::string command_of(market::search_query const& query) {
    std::string fields;
    for (auto const field : query.facets)
        fields.append(fields.empty() ? "" : ",").append(market::definition_of(field).name);
    return "select Demands --cache no --match_columns " + argument("title * 3 || body") +
           " --query " + argument(phrases_of(query)) + " --filter " + argument(filter_of(query)) +
           " --sort_keys -_score --limit " + std::to_string(query_items) +
           " --output_columns _id,_score --drilldown " + fields +
           " --drilldown_output_columns _key,_nsubrecs --drilldown_limit -1\n";
}

// [[status, start, seconds], [[[total], [columns], rows…], drilldown…]]
engine_answer answer_of(std::string const& line, market::search_query const& query) {
    auto const read = json::parse(line);
    if (!read.has_value()) throw std::runtime_error("not understood: " + line.substr(0, 200));
    auto const& head = read.value().elements().at(0).elements();
    if (head.at(0).text() != "0") throw std::runtime_error(line.substr(0, 400));
    auto const& body = read.value().elements().at(1).elements();
    engine_answer made;
    made.wall_us = std::stod(head.at(2).text()) * 1e6;
    made.total =
        static_cast<std::uint64_t>(*body.at(0).elements().at(0).elements().at(0).integer());
    for (std::size_t i = 0; i < query.facets.size(); ++i) {
        if (!is_comparable(query.facets[i])) continue;
        auto const& rows = body.at(1 + i).elements();
        for (std::size_t row = 2; row < rows.size(); ++row) {
            auto const& cells = rows[row].elements();
            made.counts[std::string(market::definition_of(query.facets[i]).name) + "=" +
                        cells.at(0).text()] = static_cast<std::uint64_t>(*cells.at(1).integer());
        }
    }
    return made;
}

std::vector<engine_answer> answer(std::string const& path, queries const& all) {
    {
        std::ofstream to(path + "/commands");
        for (int round = 0; round < rounds; ++round) {
            for (auto const& query : all)
                to << command_of(query);
        }
    }
    auto const from = run_groonga(path + "/demands <" + path + "/commands", "r");
    std::vector<engine_answer> best(all.size());
    char* line = nullptr;
    std::size_t capacity = 0;
    for (std::size_t i = 0; i < rounds * all.size(); ++i) {
        if (::getline(&line, &capacity, from.get()) < 0)
            throw std::runtime_error("groonga has ended");
        auto const at = i % all.size();
        auto one = answer_of(line, all[at]);
        if (i < 2 * all.size() || one.wall_us < best[at].wall_us) best[at] = std::move(one);
    }
    std::free(line);
    return best;
}

} // namespace
} // namespace talent::bench

int main(int count, char** arguments) {
    return talent::bench::run_engine(
        {"Groonga", "groonga", talent::bench::build, talent::bench::answer}, count, arguments);
}
