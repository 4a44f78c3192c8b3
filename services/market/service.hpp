// The market as other services and the API see it: search, matches, explanations, and published
// listings read from memory. Holds no state of its own; the index must outlive it. Any thread;
// everything but read_published() belongs on a query thread.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "common/base/result.hpp"
#include "common/security/principal.hpp"
#include "services/market/index/index.hpp"
#include "services/market/matching/matching.hpp"
#include "services/market/search/search.hpp"

namespace talent::market {

class market_service {
  public:
    explicit market_service(market_index const& index) : index_(index) {}

    /// A listing as answers show it.
    struct published_body {
        std::shared_ptr<std::string const> json;
        std::int64_t version = 0;
        bool scoped = false;
    };
    /// Some hundred nanoseconds and no wait for any query, so an I/O thread may call it. Nothing
    /// where none is published or it is over: then the database has the answer.
    std::optional<published_body> read_published(document_kind kind, uuid const& id,
                                                 instant now) const;

    /// The query with its values as the market writes them. invalid_query, with the query
    /// parameter's name, for codes and values that do not exist, each of them named, and for a text
    /// that cannot be searched.
    result<search_query> check(search_query query) const;

    /// Of what check() lets pass; see market::search for the rest.
    result<search_result> search(search_query const& query, instant now) const;

    /// The best counterparts of a demand (side::need) or a supply (side::offer). Its own
    /// organisation, the talent it is about, and an operator may ask; for all others, and where it
    /// is not published: not_found.
    result<match_result> match(security::principal const& asker, side known, uuid const& id,
                               int limit, instant now) const;
    /// The same by other weights, and what they changed.
    result<weighed_result> match_weighed(security::principal const& asker, side known,
                                         uuid const& id, int limit, weighting const& weights,
                                         instant now) const;
    /// Why a pair matches or is rejected. Whoever may ask for the matches of `known` may ask this.
    result<explanation> explain(security::principal const& asker, side known, uuid const& need,
                                uuid const& offer, instant now) const;
    result<weighed_explanation> explain_weighed(security::principal const& asker, side known,
                                                uuid const& need, uuid const& offer,
                                                weighting const& weights, instant now) const;

    /// The document of a side that the asker may ask for matches of, published and not over; for
    /// all others, and where there is none: not_found.
    result<std::shared_ptr<document const>> find_own(security::principal const& asker, side known,
                                                     uuid const& id, instant now) const;

    market_index const& index() const { return index_; }

  private:
    result<void> check_owner(security::principal const& asker, side known, uuid const& id) const;

    market_index const& index_;
};

} // namespace talent::market
