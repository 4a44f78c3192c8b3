// Documents that are published but whose organisation is suspended: out of the market until it is
// reinstated; or is a test organisation: out of it for ever. Private to the index; any thread.
#pragma once

#include <map>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "services/market/index/document.hpp"

namespace talent::market {

class withheld {
  public:
    /// From now on this organisation's documents are kept here.
    void begin(uuid const& organisation);
    /// What was kept of it; nothing of it is kept any more.
    std::vector<document> end(uuid const& organisation);

    /// Takes the document where its organisation is withheld; else leaves it as it is.
    bool take(document& one);
    /// A document that is no longer published.
    void remove(document_kind kind, uuid const& id);

  private:
    using key = std::pair<document_kind, uuid>;

    std::mutex mutex_;
    std::unordered_map<uuid, std::map<key, document>> by_organisation_;
};

} // namespace talent::market
