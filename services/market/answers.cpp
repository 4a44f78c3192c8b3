#include "services/market/answers.hpp"

#include "common/json/writer.hpp"

namespace talent::market {
namespace {

void write_texts(std::string_view name, std::vector<std::string> const& texts, json::writer& to) {
    to.key(name).begin_array();
    for (auto const& text : texts)
        to.string(text);
    to.end_array();
}

void write_fact(fact const& one, json::writer& to) {
    to.begin_object();
    to.member("criterion", one.criterion);
    to.member("kind", name_of(one.kind));
    write_texts("required", one.required, to);
    write_texts("offered", one.offered, to);
    to.member("source", name_of(one.source));
    to.member("outcome", name_of(one.outcome));
    to.member("points", one.points);
    to.member("points_max", one.points_max);
    to.end_object();
}

void write_item_members(match_item const& item, json::writer& to) {
    to.key("listing").raw(item.one->shown);
    to.key("explanation").raw(write_explanation(item.why));
}

// `standings`: of the items, one each, or none at all.
void write_match_items(std::string_view name, std::vector<match_item> const& items,
                       std::vector<standing> const& standings, json::writer& to) {
    to.key(name).begin_array();
    for (std::size_t i = 0; i < items.size(); ++i) {
        to.begin_object();
        write_item_members(items[i], to);
        if (i < standings.size()) to.key("standard").raw(write_standing(standings[i]));
        to.end_object();
    }
    to.end_array();
}

std::string write_highlights(std::vector<highlight> const& highlights) {
    json::writer to;
    to.begin_array();
    for (auto const& one : highlights) {
        to.begin_object().member("pointer", one.pointer).key("pieces").begin_array();
        for (auto const& piece : one.pieces) {
            to.begin_object()
                .member("text", piece.text)
                .member("matched", piece.matched)
                .end_object();
        }
        to.end_array()
            .member("cut_before", one.cut_before)
            .member("cut_after", one.cut_after)
            .end_object();
    }
    to.end_array();
    return to.take();
}

void write_fallen(std::vector<fallen_item> const& fallen, json::writer& to) {
    to.key("fallen_out").begin_array();
    for (auto const& one : fallen) {
        to.begin_object();
        write_item_members(one.item, to);
        to.key("standard").raw(write_standing(one.standing));
        to.end_object();
    }
    to.end_array();
}

void write_match_members(market_definition const& market, match_result const& found,
                         std::vector<standing> const& standings, weighting const& used,
                         json::writer& to) {
    to.member("total", static_cast<std::int64_t>(found.total));
    write_match_items("items", found.ranked, standings, to);
    write_match_items("unranked", found.unranked, {}, to);
    to.key("weights").raw(write_weights(terms_of(market), used));
}

void write_explanation_members(explanation const& why, json::writer& to) {
    to.member("rejected", why.rejected());
    to.key("failed").begin_array();
    for (auto const name : why.failed)
        to.string(name);
    to.end_array();
    to.key("score");
    why.score ? to.integer(*why.score) : to.null();
    to.member("score_max", score_max);
    to.key("facts").begin_array();
    for (auto const& one : why.facts)
        write_fact(one, to);
    to.end_array();
}

} // namespace

std::string write_item(search_item const& item, item_extras const& with) {
    std::string text = item.one->shown;
    auto const add = [&text](std::string_view name, std::string_view value) {
        if (text.size() < 2) return;
        text.pop_back(); // the closing brace
        if (text.back() != '{') text.push_back(',');
        text.append("\"").append(name).append("\":").append(value).append("}");
    };
    if (with.score) add("score", std::to_string(item.score));
    if (with.highlights) add("highlights", write_highlights(item.highlights));
    return text;
}

std::string write_facets(std::vector<facet> const& facets, vocabulary::catalogue const& codes) {
    json::writer to;
    to.begin_object();
    for (auto const& one : facets) {
        auto const& field = definition_of(one.field);
        to.key(field.name).begin_array();
        for (auto const& counted : one.values) {
            auto const* const entry = codes.find(field.list, counted.value);
            to.begin_object();
            to.member("value", std::string_view(counted.value));
            to.member("name_zh",
                      entry != nullptr ? std::string_view(entry->name_zh) : std::string_view{});
            to.member("name_en",
                      entry != nullptr ? std::string_view(entry->name_en) : std::string_view{});
            to.member("count", static_cast<std::int64_t>(counted.count));
            to.end_object();
        }
        to.end_array();
    }
    to.end_object();
    return to.take();
}

std::string write_readings(std::vector<reading> const& readings) {
    static vocabulary::entry const none;
    json::writer to;
    to.begin_array();
    for (auto const& one : readings) {
        auto const& entry = one.entry != nullptr ? *one.entry : none;
        to.begin_object()
            .member("text", one.text)
            .member("read_as", name_of(one.kind))
            .member("code", entry.code)
            .member("name_zh", entry.name_zh)
            .member("name_en", entry.name_en)
            .member("applied", one.applied);
        if (one.kind == read_as::correction) to.member("corrected", one.corrected);
        to.end_object();
    }
    to.end_array();
    return to.take();
}

std::string write_weights(criteria_terms const& terms, weighting const& used) {
    json::writer to;
    to.begin_array();
    for (std::size_t i = 0; i < terms.size(); ++i) {
        auto const& one = terms[i];
        if (one.kind == criterion_kind::hard) continue;
        to.begin_object();
        to.member("criterion", one.name);
        to.member("weight", used.weights[i]);
        to.member("standard_weight", one.weight);
        to.member("weight_min", one.weight_min);
        to.member("weight_max", one.weight_max);
        to.member("points_max", used.points[i]);
        to.end_object();
    }
    to.end_array();
    return to.take();
}

std::string write_standing(standing const& one) {
    json::writer to;
    to.begin_object();
    to.member("score", one.score);
    to.key("place");
    one.place ? to.integer(*one.place) : to.null();
    to.end_object();
    return to.take();
}

std::string write_explanation(explanation const& why) {
    json::writer to;
    to.begin_object();
    write_explanation_members(why, to);
    to.end_object();
    return to.take();
}

std::string write_explanation(criteria_terms const& terms, weighed_explanation const& one) {
    json::writer to;
    to.begin_object();
    write_explanation_members(one.why, to);
    to.key("weights").raw(write_weights(terms, one.weights));
    to.key("standard_score");
    one.standard_score ? to.integer(*one.standard_score) : to.null();
    to.end_object();
    return to.take();
}

std::string write_matches(market_definition const& market, match_result const& found) {
    json::writer to;
    to.begin_object();
    write_match_members(market, found, {}, standard_weighting(market), to);
    to.end_object();
    return to.take();
}

std::string write_matches(market_definition const& market, weighed_result const& found) {
    json::writer to;
    to.begin_object();
    write_match_members(market, found.found, found.standings, found.weights, to);
    write_fallen(found.fallen, to);
    to.end_object();
    return to.take();
}

} // namespace talent::market
