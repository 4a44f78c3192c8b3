#include "common/http/router.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <span>

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

/// Parts of a path. A fixed number of places: every request is split, without an allocation.
struct path_parts {
    std::array<std::string_view, path_segments_max> places = {};
    std::size_t count = 0;

    std::span<std::string_view> all() { return std::span(places).first(count); }
    std::span<std::string_view const> all() const { return std::span(places).first(count); }
};

/// The segments behind each slash; empty ones are kept. Nothing where there are too many.
std::optional<path_parts> split(std::string_view path) {
    path_parts segments;
    if (path.empty() || path.front() != '/') return std::nullopt;
    while (!path.empty()) {
        if (segments.count == segments.places.size()) return std::nullopt;
        path.remove_prefix(1);
        auto const slash = path.find('/');
        segments.places[segments.count++] = path.substr(0, slash);
        path.remove_prefix(slash == std::string_view::npos ? path.size() : slash);
    }
    return segments;
}

/// Decodes each segment by itself, so that a parameter never holds a slash; `kept` owns what
/// changed. False where one is malformed.
bool decode(std::span<std::string_view> segments, std::vector<std::string>& kept) {
    kept.reserve(segments.size());
    for (auto& segment : segments) {
        if (segment.find('%') == std::string_view::npos) continue;
        auto decoded = percent_decode(segment);
        if (!decoded || decoded->find('/') != std::string::npos) return false;
        segment = kept.emplace_back(std::move(*decoded));
    }
    return true;
}

void check_row(bound_route const& row) {
    auto const segments = split(row.path);
    if (!segments) refuse_row(row, "the path does not start with a slash or is too deep");
    for (auto const segment : segments->all()) {
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
    node const* descend(std::span<std::string_view const> segments, path_parts& parameters) const {
        if (segments.empty()) return has_routes() ? this : nullptr;
        auto const segment = segments.front();
        auto const rest = segments.subspan(1);
        if (auto const* next = find_static(segment)) {
            if (auto const* found = next->descend(rest, parameters)) return found;
        }
        if (!parameter || segment.empty()) return nullptr;
        parameters.places[parameters.count++] = segment;
        if (auto const* found = parameter->descend(rest, parameters)) return found;
        --parameters.count;
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
    for (auto const segment : segments->all())
        at = at->make(segment);
    auto& slot = at->routes[index_of(row.method)];
    if (slot != nullptr) refuse_row(row, "the route is there already");
    slot = &routes_.emplace_back(std::move(row));
}

router::match router::find(std::optional<method> verb, std::string_view path) const {
    match found;
    auto segments = split(path);
    if (!segments) return found;
    std::vector<std::string> decoded;
    bool const escaped = path.find('%') != std::string_view::npos;
    if (escaped && !decode(segments->all(), decoded)) return found;
    path_parts parameters;
    auto const* const at = root_->descend(segments->all(), parameters);
    if (at == nullptr) return found;
    if (verb) found.route = at->routes[index_of(verb == method::head ? method::get : *verb)];
    if (found.route == nullptr) {
        found.path_exists = true;
        found.allow = at->allow();
        return found;
    }
    found.parameters.assign(parameters.all().begin(), parameters.all().end());
    return found;
}

} // namespace talent::http
