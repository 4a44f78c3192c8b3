#include "common/http/static_files.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <sodium.h>

#include "common/http/head.hpp"

namespace talent::http {
namespace {

namespace fs = std::filesystem;

// The console is a few megabytes; anything much larger is the wrong directory.
constexpr std::uintmax_t directory_bytes_max = 256ULL * 1024 * 1024;

constexpr std::string_view immutable = "public, max-age=31536000, immutable";
constexpr std::string_view revalidated = "no-cache";
// A page runs its own scripts only. The component library sets style attributes.
constexpr std::string_view page_policy =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src "
    "'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

struct content_type {
    std::string_view extension;
    std::string_view name;
};
constexpr std::array content_types{
    content_type{".html", "text/html; charset=utf-8"},
    content_type{".js", "text/javascript; charset=utf-8"},
    content_type{".css", "text/css; charset=utf-8"},
    content_type{".json", "application/json"},
    content_type{".map", "application/json"},
    content_type{".svg", "image/svg+xml"},
    content_type{".png", "image/png"},
    content_type{".jpg", "image/jpeg"},
    content_type{".webp", "image/webp"},
    content_type{".ico", "image/x-icon"},
    content_type{".woff2", "font/woff2"},
    content_type{".txt", "text/plain; charset=utf-8"},
    content_type{".webmanifest", "application/manifest+json"},
};

// The first segments of the paths that the console's router knows: each is answered with the page,
// which then shows what the path names.
constexpr std::array<std::string_view, 20> page_segments{
    "login",   "account",   "search",   "demands",    "supplies", "offerings", "tenders",
    "notices", "contracts", "pay",      "gaps",       "audit",    "agencies",  "enterprise",
    "agency",  "office",    "operator", "integrator", "talent",   "supervisor"};
constexpr std::string_view page_file = "/index.html";

bool is_page_path(std::string_view path) {
    if (path == "/") return true;
    if (path.empty() || path.front() != '/') return false;
    path.remove_prefix(1);
    auto const segment = path.substr(0, path.find('/'));
    return std::ranges::find(page_segments, segment) != page_segments.end();
}

std::string_view content_type_of(fs::path const& name) {
    auto const extension = name.extension().string();
    for (auto const& known : content_types) {
        if (known.extension == extension) return known.name;
    }
    return "application/octet-stream";
}

std::string read_file(fs::path const& name) {
    std::ifstream stream(name, std::ios::binary);
    if (!stream) throw std::runtime_error("cannot read " + name.string());
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::string read_if_there(fs::path const& name) {
    return fs::is_regular_file(name) ? read_file(name) : std::string();
}

std::string hash_of_bytes(std::string_view bytes) {
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
    crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size(), nullptr,
                       0);
    std::array<char, 2 * crypto_generichash_BYTES_MIN + 1> text{};
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    return text.data();
}

bool is_hash_character(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '_' || character == '-';
}

/// Bundlers write assets/name-XXXXXXXX.js.
bool has_hashed_name(fs::path const& name) {
    constexpr std::size_t hash_characters = 8;
    auto const stem = name.stem().string();
    if (name.parent_path().filename() != "assets" || stem.size() <= hash_characters) return false;
    auto const hash = stem.substr(stem.size() - hash_characters);
    return stem[stem.size() - hash_characters - 1] == '-' &&
           std::all_of(hash.begin(), hash.end(), is_hash_character);
}

bool is_precompressed(fs::path const& name) {
    return name.extension() == ".gz" || name.extension() == ".br";
}

constexpr int weight_max = 1'000; // RFC 9110, section 12.4.2: three decimals at most

/// Of the parameters behind a range: their q in thousandths, the highest where there is none.
int weight_in(std::string_view parameters) {
    auto const begin = parameters.find("q=");
    if (begin == std::string_view::npos) return weight_max;
    auto const text = parameters.substr(begin + 2);
    if (text.starts_with('1')) return weight_max;
    int weight = 0;
    int place = weight_max;
    for (std::size_t i = text.starts_with("0.") ? 2 : text.size(); i < text.size(); ++i) {
        place /= 10;
        if (text[i] < '0' || text[i] > '9' || place == 0) break;
        weight += (text[i] - '0') * place;
    }
    return weight;
}

/// How a header of preferences weighs what it names, in thousandths; 0 where it does not name it.
int weight_of(std::string_view accepted, std::string_view name) {
    while (!accepted.empty()) {
        auto const comma = accepted.find(',');
        auto const range = accepted.substr(0, comma);
        auto const semicolon = range.find(';');
        if (equal_ignoring_case(trim_white_space(range.substr(0, semicolon)), name)) {
            return semicolon == std::string_view::npos ? weight_max
                                                       : weight_in(range.substr(semicolon + 1));
        }
        if (comma == std::string_view::npos) break;
        accepted.remove_prefix(comma + 1);
    }
    return 0;
}

/// Whether a coding is accepted: named, and not with q=0.
bool accepts(std::string_view accept_encoding, std::string_view coding) {
    return weight_of(accept_encoding, coding) > 0;
}

/// The page with another title, and with more at the end of its head.
std::string with_head(std::string page, page_head const& head) {
    constexpr std::string_view begin = "<title>";
    constexpr std::string_view end = "</title>";
    auto const title = page.find(begin);
    auto const title_end = page.find(end, title == std::string::npos ? 0 : title);
    std::string const tag = std::string(begin).append(head.title).append(end);
    bool const titled = title != std::string::npos && title_end != std::string::npos;
    if (titled) page.replace(title, title_end + end.size() - title, tag);
    auto const place = page.find("</head>");
    if (place != std::string::npos) page.insert(place, titled ? head.markup : tag + head.markup);
    return page;
}

} // namespace

bool prefers_page(std::string_view accept) {
    return weight_of(accept, "text/html") > std::max(weight_of(accept, "application/json"),
                                                     weight_of(accept, "application/problem+json"));
}

static_files::static_files(std::string const& directory) {
    if (directory.empty()) return;
    fs::path const root = fs::canonical(directory);
    std::uintmax_t total_bytes = 0;
    for (auto const& entry : fs::recursive_directory_iterator(root)) {
        // Links are passed over: what they point to may lie outside.
        if (entry.is_symlink() || !entry.is_regular_file()) continue;
        auto const& name = entry.path();
        total_bytes += entry.file_size();
        if (total_bytes > directory_bytes_max) throw std::runtime_error(directory + " is too big");
        if (is_precompressed(name)) continue;
        file made{.content_type = std::string(content_type_of(name)),
                  .hashed_name = has_hashed_name(name),
                  .plain = read_file(name),
                  .gzip = read_if_there(name.string() + ".gz"),
                  .brotli = read_if_there(name.string() + ".br")};
        made.hash = hash_of_bytes(made.plain);
        files_.emplace("/" + name.lexically_relative(root).generic_string(), std::move(made));
    }
}

static_files::file const* static_files::find(std::string_view path) const {
    auto found = files_.find(std::string(path));
    if (found == files_.end() && is_page_path(path)) found = files_.find(std::string(page_file));
    return found == files_.end() ? nullptr : &found->second;
}

bool static_files::has(std::string_view path) const {
    return find(path) != nullptr;
}

response static_files::answer_nothing(request const& asked) const {
    if (!has_page() || !prefers_page(asked.accept))
        return problem_response(refuse(error_code::not_found), asked);
    constexpr int not_found = 404;
    auto made = page(asked, {.status = not_found,
                             .title = "没有找到",
                             .markup = R"(<meta name="robots" content="noindex">)"});
    made.header("Vary", "Accept");
    return made;
}

response static_files::answer(request const& asked) const {
    auto const* const found = find(asked.path);
    if (found == nullptr) return answer_nothing(asked);
    response made{.content_type = found->content_type};
    std::string_view coding;
    if (!found->brotli.empty() && accepts(asked.accept_encoding, "br")) {
        made.body = found->brotli;
        coding = "br";
    } else if (!found->gzip.empty() && accepts(asked.accept_encoding, "gzip")) {
        made.body = found->gzip;
        coding = "gzip";
    } else {
        made.body = found->plain;
    }
    if (!coding.empty()) made.header("Content-Encoding", coding);
    // Each coding is a representation of its own, with its own ETag.
    made.header("ETag", "\"" + found->hash + std::string(coding) + "\"");
    made.header("Cache-Control", found->hashed_name ? immutable : revalidated);
    made.header("Content-Security-Policy", page_policy);
    made.header("Vary", "Accept-Encoding");
    return unless_unchanged(asked, std::move(made));
}

bool static_files::has_page() const {
    return has(page_file);
}

response static_files::page(request const& asked, page_head const& head) const {
    auto const* const found = find(page_file);
    if (found == nullptr) return problem_response(refuse(error_code::not_found), asked);
    constexpr int ok = 200;
    response made{.status = head.status,
                  .content_type = found->content_type,
                  .body = with_head(found->plain, head)};
    made.header("Cache-Control", revalidated);
    made.header("Content-Security-Policy", page_policy);
    if (head.status != ok) return made;
    made.header("ETag", "\"" + hash_of_bytes(made.body) + "\"");
    return unless_unchanged(asked, std::move(made));
}

} // namespace talent::http
