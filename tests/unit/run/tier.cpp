// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdlib>
#include <optional>
#include <string>

#include "tests/message.hpp"
#include <widthwise/run/tier.hpp>

namespace isa = widthwise::isa;
using tests::message;

namespace {
/// Sets WIDTHWISE_ISA for one test; tests/run may itself be run with it.
struct forced {
    std::optional<std::string> before;
    explicit forced(char const* value) {
        if (char const* const old = std::getenv("WIDTHWISE_ISA")) {
            before = old;
        }
        value == nullptr ? ::unsetenv("WIDTHWISE_ISA") : ::setenv("WIDTHWISE_ISA", value, 1);
    }
    forced(forced const&) = delete;
    forced& operator=(forced const&) = delete;
    ~forced() {
        before ? ::setenv("WIDTHWISE_ISA", before->c_str(), 1) : ::unsetenv("WIDTHWISE_ISA");
    }
};
} // namespace

TEST_CASE("a tier is found by its name, where the CPU has it") {
    for (isa::tier const t : isa::all_tiers) {
        std::string const name = isa::name_of(t);
        CAPTURE(name);
        if (isa::has(t)) {
            CHECK(isa::named(name) == t);
            forced const variable(name.c_str());
            CHECK(isa::selected() == t);
        } else {
            std::string const reason =
                name +
                (isa::is_left_out(t) ? ": this program is compiled without it; it has "
                                     : ": this CPU does not have it; it has ") +
                isa::names_here();
            CHECK(message([&] { isa::named(name); }) == reason);
            CHECK(message([&] { isa::require(t); }) == reason);
            forced const variable(name.c_str());
            CHECK(message([] { isa::selected(); }) == "WIDTHWISE_ISA: " + reason);
        }
    }
    CHECK(isa::names_here().starts_with("scalar"));
}

TEST_CASE("without a name the best tier is chosen") {
    for (char const* const value : {static_cast<char const*>(nullptr), ""}) {
        forced const variable(value);
        CHECK(isa::selected() == isa::best());
    }
    CHECK(isa::has(isa::best()));
}

TEST_CASE("a name that is none says which there are") {
    std::string const there = "names no instruction set; this CPU has " + isa::names_here();
    CHECK(message([] { isa::named("AVX2"); }) == "'AVX2' " + there);
    CHECK(message([] { isa::named(""); }) == "'' " + there);
    CHECK(message([] { isa::named("avx\n2"); }) == "'avx?2' " + there);
    forced const variable("sse9");
    CHECK(message([] { isa::selected(); }) == "WIDTHWISE_ISA: 'sse9' " + there);
}
