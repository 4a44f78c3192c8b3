#include "services/open_data/gzip.hpp"

#include <stdexcept>

#include <zlib.h>

namespace talent::open_data {
namespace {

constexpr int gzip_window_bits = 15 + 16; // the largest window, with gzip's own header
constexpr int memory_level = 8;

} // namespace

std::string gzip_member(std::string_view plain) {
    z_stream packing{};
    if (deflateInit2(&packing, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window_bits, memory_level,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("zlib did not start");
    std::string packed(deflateBound(&packing, static_cast<uLong>(plain.size())), '\0');
    packing.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    packing.avail_in = static_cast<uInt>(plain.size());
    packing.next_out = reinterpret_cast<Bytef*>(packed.data());
    packing.avail_out = static_cast<uInt>(packed.size());
    int const end = deflate(&packing, Z_FINISH);
    packed.resize(packing.total_out);
    deflateEnd(&packing);
    if (end != Z_STREAM_END) throw std::runtime_error("zlib did not finish");
    return packed;
}

} // namespace talent::open_data
