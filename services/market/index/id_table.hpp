// Finds by id what knows its own id: a table of places with nothing but the values in them, where a
// map has an allocation of some fifty bytes for each. Open addressing, the next place after a taken
// one (Knuth, TAOCP 6.4, algorithms L and R). A value-initialised Value is a free place. Guarded by
// its owner's lock.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "common/base/uuid.hpp"

namespace talent::market {

template <class Value>
class id_table {
  public:
    std::size_t size() const { return size_; }
    std::size_t bytes() const { return places_.size() * sizeof(Value); }

    /// `id_of`, here and below: from a value in the table to its id. A free place's value where
    /// there is none.
    template <class IdOf>
    Value find(uuid const& id, IdOf id_of) const {
        return places_.empty() ? Value{} : places_[place_of(id, id_of)];
    }

    /// Adds it, or replaces the one with its id.
    template <class IdOf>
    void put(uuid const& id, Value one, IdOf id_of) {
        if ((size_ + 1) * 4 > places_.size() * 3) grow(id_of);
        auto& place = places_[place_of(id, id_of)];
        if (place == Value{}) ++size_;
        place = std::move(one);
    }

    template <class IdOf>
    void erase(uuid const& id, IdOf id_of) {
        if (places_.empty()) return;
        auto hole = place_of(id, id_of);
        if (places_[hole] == Value{}) return;
        --size_;
        places_[hole] = Value{};
        // What stands behind it, and could not be found across a hole, moves up.
        for (auto at = next(hole); places_[at] != Value{}; at = next(at)) {
            auto const home = home_of(id_of(places_[at]));
            bool const stays = hole <= at ? hole < home && home <= at : hole < home || home <= at;
            if (stays) continue;
            places_[hole] = std::exchange(places_[at], Value{});
            hole = at;
        }
    }

    template <class Take>
    void for_each(Take take) const {
        for (auto const& one : places_) {
            if (one != Value{}) take(one);
        }
    }

  private:
    static constexpr std::size_t first_size = 16;

    std::size_t next(std::size_t place) const { return (place + 1) & (places_.size() - 1); }

    std::size_t home_of(uuid const& id) const {
        auto const mixed = std::hash<uuid>{}(id)*0x9E3779B97F4A7C15ULL;
        return static_cast<std::size_t>(mixed >> (64 - std::bit_width(places_.size() - 1)));
    }

    // Its own, or the free one where it would be.
    template <class IdOf>
    std::size_t place_of(uuid const& id, IdOf& id_of) const {
        auto at = home_of(id);
        while (places_[at] != Value{} && id_of(places_[at]) != id)
            at = next(at);
        return at;
    }

    template <class IdOf>
    void grow(IdOf& id_of) {
        std::vector<Value> before(places_.empty() ? first_size : places_.size() * 2);
        std::swap(before, places_);
        for (auto& one : before) {
            if (one != Value{}) places_[place_of(id_of(one), id_of)] = std::move(one);
        }
    }

    std::vector<Value> places_; // as many as a power of two
    std::size_t size_ = 0;
};

} // namespace talent::market
