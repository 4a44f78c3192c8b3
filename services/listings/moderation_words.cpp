#include "services/listings/moderation_words.hpp"

#include "common/base/text.hpp"
#include "services/listings/model.hpp"
#include "services/listings/store.hpp"

namespace talent::listings {

moderation_words::moderation_words() {
    set(default_discriminatory_words());
}

void moderation_words::load(db::session& sql) {
    if (auto const kept = store::find_moderation_list(sql)) set(kept->words);
}

void moderation_words::apply(journal::entry const& one) {
    if (one.object_type == "moderation_list" && !one.after.empty())
        set(json::read_stored<moderation_list>(one.after).words);
}

std::shared_ptr<std::vector<std::string> const> moderation_words::current() const {
    std::lock_guard const lock(mutex_);
    return words_;
}

void moderation_words::set(std::vector<std::string> const& words) {
    auto made = std::make_shared<std::vector<std::string>>();
    for (auto const& word : words) {
        auto form = normalise(word);
        if (!form.empty()) made->push_back(std::move(form)); // nothing is in every text
    }
    std::lock_guard const lock(mutex_);
    words_ = std::move(made);
}

} // namespace talent::listings
