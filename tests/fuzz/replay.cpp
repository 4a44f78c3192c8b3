// The main of a fuzz target where there is no libFuzzer: every file of its corpus as it is, then a
// number of random mutations of them. An input that ends the process is left in
// fuzz_finding_PROCESS in the working directory, and the seed is printed.
//   fuzz_TARGET CORPUS [MUTATIONS [SEED]]
#include <csignal>
#include <filesystem>
#include <iostream>
#include <memory>
#include <random>
#include <vector>

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.hpp"
#include "tests/support/read_file.hpp"

namespace {

constexpr int mutations_default = 20'000;
constexpr std::size_t input_bytes_max = 4096;
constexpr std::size_t changes_max = 6; // to one input

std::string current_input;

void keep_input(int signal) {
    std::string const path = "fuzz_finding_" + std::to_string(::getpid());
    int const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file >= 0 && ::write(file, current_input.data(), current_input.size()) >= 0) ::close(file);
    std::signal(signal, SIG_DFL);
    ::raise(signal);
}

std::vector<std::string> read_corpus(std::string const& directory) {
    std::vector<std::filesystem::path> paths;
    for (auto const& entry : std::filesystem::directory_iterator(directory))
        paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end()); // the same seed is the same run everywhere
    std::vector<std::string> inputs;
    for (auto const& path : paths)
        inputs.push_back(talent::test::read_file(path));
    return inputs;
}

class mutator {
  public:
    mutator(std::vector<std::string> const& corpus, std::uint64_t seed)
        : corpus_(corpus), generator_(seed) {}

    std::string next() {
        std::string input = any();
        for (auto changes = below(changes_max) + 1; changes > 0; --changes)
            change(input);
        if (input.size() > input_bytes_max) input.resize(input_bytes_max);
        return input;
    }

  private:
    std::size_t below(std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(generator_);
    }
    std::string const& any() { return corpus_[below(corpus_.size())]; }
    std::string_view piece_of(std::string const& text) {
        auto const start = below(text.size() + 1);
        return std::string_view(text).substr(start, below(text.size() - start + 1));
    }

    void change(std::string& input) {
        using namespace std::string_view_literals; // one of them is a NUL
        static constexpr auto telling =
            "\0\r\n\t \"\\{}[],:;%&=?#/-+.0129eE\x7f\x80\xff\xed\xa0\xef\xbb\xbf"sv;
        auto const at = below(input.size() + 1);
        switch (below(6)) {
            case 0:
                input.insert(at, 1, telling[below(telling.size())]);
                return;
            case 1:
                input.erase(at, below(8) + 1);
                return;
            case 2:
                input.insert(at, std::string(piece_of(input)));
                return;
            case 3:
                input.insert(at, std::string(piece_of(any())));
                return;
            case 4:
                input.resize(at);
                return;
            default:
                if (at < input.size()) input[at] = static_cast<char>(input[at] ^ (1U << below(8)));
        }
    }

    std::vector<std::string> const& corpus_;
    std::mt19937_64 generator_;
};

/// From memory of exactly its size, so that a read beyond it is one.
void run(std::string input) {
    current_input = std::move(input);
    auto const exact = std::make_unique<char[]>(current_input.size());
    std::copy(current_input.begin(), current_input.end(), exact.get());
    talent::fuzz::check({exact.get(), current_input.size()});
}

} // namespace

int main(int argument_count, char* arguments[]) {
    if (argument_count < 2 || sodium_init() < 0) return 2;
    int const mutations = argument_count > 2 ? std::atoi(arguments[2]) : mutations_default;
    std::uint64_t const seed =
        argument_count > 3 ? std::stoull(arguments[3]) : std::random_device{}();
    for (int const signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL})
        std::signal(signal, keep_input);

    auto corpus = read_corpus(arguments[1]);
    std::cout << corpus.size() << " inputs and " << mutations << " mutations, seed " << seed
              << std::endl;
    if (corpus.empty()) return 1;
    for (auto const& input : corpus)
        run(input);
    mutator mutations_of(corpus, seed);
    for (int i = 0; i < mutations; ++i)
        run(mutations_of.next());
}
