// The word list in force, as the journal tells it.
#include <catch2/catch.hpp>

#include "services/listings/model.hpp"
#include "services/listings/moderation_words.hpp"

using namespace talent;
using namespace talent::listings;

namespace {

journal::entry list_set(std::vector<std::string> words) {
    journal::entry made;
    made.object_type = "moderation_list";
    made.after = json::write_stored(moderation_list{.words = std::move(words)});
    return made;
}

} // namespace

TEST_CASE("a new installation has the list it starts with, until an operator sets another") {
    moderation_words words;
    CHECK(*words.current() == default_discriminatory_words());
    auto const held = words.current();
    words.apply(list_set({"ＭＥＮ　Only", "限女性"}));
    CHECK(*words.current() == std::vector<std::string>{"men only", "限女性"});
    // Who holds the list that was in force keeps it.
    CHECK(*held == default_discriminatory_words());
    words.apply(list_set({}));
    CHECK(words.current()->empty());
}

TEST_CASE("entries of other objects leave the list as it is") {
    moderation_words words;
    auto other = list_set({"word"});
    other.object_type = "demand";
    words.apply(other);
    auto tombstone = list_set({"word"});
    tombstone.after.clear();
    words.apply(tombstone);
    CHECK(*words.current() == default_discriminatory_words());
}

TEST_CASE("a word that is nothing but space sends nothing to moderation") {
    moderation_words words;
    words.apply(list_set({"  ", "\u3000\u3000", "word"}));
    CHECK(*words.current() == std::vector<std::string>{"word"});
    demand one;
    one.title = "工程师";
    CHECK(discriminatory_words(one, *words.current()).empty());
}
