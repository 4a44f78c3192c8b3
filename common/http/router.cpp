#include "common/http/router.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "common/http/limits.hpp"
#include "common/http/target.hpp"

namespace talent::http {
namespace {

constexpr std::size_t method_count = 6;

std::size_t index_of(method verb) {
    return static_cast<std::size_t>(verb);
}

[[noreturn]] void refuse_row(bound_route const& row, char const* reason) {
    std::fprintf(stderr, "route %s %s: %s\n", std::string(name_of(row.method)).c_str(),
                 std::string(row.path).c_str(), reason);
    std::abort();
}

bool is_parameter(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

/// The segments behind each slash; empty ones are kept. Nothing where there are too many.
std::optional<std::vector<std::string_view>> split(std::string_view path) {
    std::vector<std::string_view> segments;
    if (path.empty() || path.front() != '/') return std::nullopt;
    while (!path.empty()) {
        if (segments.size() == path_segments_max) return std::nullopt;
        path.remove_prefix(1);
        auto const slash = path.find('/');
        segments.push_back(path.substr(0, slash));
        path.remove_prefix(slash == std::string_view::npos ? path.size() : slash);
    }
    return segments;
}

void check_row(bound_route const& row) {
    auto const segments = split(row.path);
    if (!segments) refuse_row(row, "the path does not start with a slash or is too deep");
    for (auto const segment : *segments) {
        bool const braces = segment.find_first_of("{}") != std::string_view::npos;
        if (row.path != "/" && segment.empty()) refuse_row(row, "a segment is empty");
        if (braces && !is_parameter(segment)) refuse_row(row, "a parameter is malformed");
    }
    if (row.options.summary.empty()) refuse_row(row, "the row has no summary");
    if (!row.handle) refuse_row(row, "the row has no handler");
    if (row.method == method::head) refuse_row(row, "HEAD follows from GET");
    if (row.method == method::get && row.options.effect != effect::read) {
        refuse_row(row, "a GET changes nothing");
    }
}

} // namespace

struct router::node {
    struct edge {
        std::string segment;
        std::unique_ptr<node> to;
    };
    std::vector<edge> statics; // in the order of their segments
    std::unique_ptr<node> parameter;
    std::array<bound_route const*, method_count> routes{};

    bool has_routes() const {
        return std::any_of(routes.begin(), routes.end(), [](auto* one) { return one != nullptr; });
    }

    std::vector<edge>::const_iterator place_of(std::string_view segment) const {
        return std::lower_bound(
            statics.begin(), statics.end(), segment,
            [](edge const& one, std::string_view wanted) { return one.segment < wanted; });
    }

    node const* find_static(std::string_view segment) const {
        auto const place = place_of(segment);
        return place != statics.end() && place->segment == segment ? place->to.get() : nullptr;
    }

    node* make(std::string_view segment) {
        if (is_parameter(segment)) {
            if (!parameter) parameter = std::make_unique<node>();
            return parameter.get();
        }
        auto const place = place_of(segment);
        if (place != statics.end() && place->segment == segment) return place->to.get();
        edge made{std::string(segment), std::make_unique<node>()};
        return statics.insert(place, std::move(made))->to.get();
    }

    /// The node of these segments, preferring static ones; parameters are collected in order.
    node const* descend(std::vector<std::string> const& segments, std::size_t depth,
                        std::vector<std::string>& parameters) const {
        if (depth == segments.size()) return has_routes() ? this : nullptr;
        auto const& segment = segments[depth];
        if (auto const* next = find_static(segment)) {
            if (auto const* found = next->descend(segments, depth + 1, parameters)) return found;
        }
        if (!parameter || segment.empty()) return nullptr;
        parameters.push_back(segment);
        if (auto const* found = parameter->descend(segments, depth + 1, parameters)) return found;
        parameters.pop_back();
        return nullptr;
    }

    std::string allow() const {
        std::string list;
        for (std::size_t i = 0; i < routes.size(); ++i) {
            if (routes[i] == nullptr) continue;
            if (!list.empty()) list += ", ";
            list += name_of(static_cast<method>(i));
            if (static_cast<method>(i) == method::get) list += ", HEAD";
        }
        return list;
    }
};

router::router() : root_(std::make_unique<node>()) {}
router::~router() = default;
router::router(router&&) noexcept = default;

void router::add(bound_route row) {
    check_row(row);
    auto* at = root_.get();
    auto const segments = split(row.path);
    for (auto const segment : *segments)
        at = at->make(segment);
    auto& slot = at->routes[index_of(row.method)];
    if (slot != nullptr) refuse_row(row, "the route is there already");
    slot = &routes_.emplace_back(std::move(row));
}

router::match router::find(std::optional<method> verb, std::string_view path) const {
    match found;
    auto const raw = split(path);
    if (!raw) return found;
    std::vector<std::string> segments;
    segments.reserve(raw->size());
    for (auto const segment : *raw) {
        auto decoded = segment.find('%') == std::string_view::npos
                           ? std::optional<std::string>(segment)
                           : percent_decode(segment);
        if (!decoded || decoded->find('/') != std::string::npos) return found;
        segments.push_back(std::move(*decoded));
    }
    auto const* const at = root_->descend(segments, 0, found.parameters);
    if (at == nullptr) return found;
    if (verb) found.route = at->routes[index_of(verb == method::head ? method::get : *verb)];
    if (found.route == nullptr) {
        found.path_exists = true;
        found.allow = at->allow();
        found.parameters.clear();
    }
    return found;
}

} // namespace talent::http
