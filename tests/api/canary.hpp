// Canaries: random values that stand for a person's data, and the search for them, in the forms in
// which they could be written, in files and answers. One thread.
#pragma once

#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace talent::test {

/// Random values that occur nowhere by chance; the seed is printed.
class canary_maker {
  public:
    explicit canary_maker(std::uint64_t seed) : generator_(seed) {}

    std::string latin_name();
    std::string chinese_name();
    std::string email(); // lower case, as it is normalised
    std::string phone();

  private:
    std::size_t below(std::size_t bound);
    std::string letters(std::size_t count, std::string_view alphabet);

    std::mt19937_64 generator_;
};

/// Finds any of them in bytes: as UTF-8, with JSON's \u escapes, in base64 at each of its three
/// alignments, in hexadecimal, and in UTF-16.
class canary_search {
  public:
    void add(std::string_view canary);
    /// Bytes as they are, in no other form.
    void add_exact(std::string_view bytes);

    /// What was found, "form of canary".
    std::set<std::string> in_text(std::string_view bytes) const;
    /// "file: form of canary", of every file below the folder.
    std::set<std::string> in_folder(std::string const& folder) const;

  private:
    struct pattern {
        std::string bytes;
        std::string name;
    };
    void add_pattern(std::string bytes, std::string name);

    std::vector<pattern> patterns_;
    std::vector<std::vector<std::size_t>> by_first_two_ =
        std::vector<std::vector<std::size_t>>(65'536); // patterns by their first two bytes
};

} // namespace talent::test
