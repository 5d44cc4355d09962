// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

#include <widthwise/run/team.hpp>

using widthwise::detail::team;

namespace {
struct shared {
    std::atomic<int> next{0};
    std::vector<int> done = std::vector<int>(1000, 0);
    std::atomic<int> calls{0};
    std::atomic<bool> outside{false};
};
void work(void* with, std::size_t member) {
    shared& s = *static_cast<shared*>(with);
    ++s.calls;
    s.outside = s.outside || member > 3;
    for (int i = s.next++; i < 1000; i = s.next++) {
        ++s.done[static_cast<std::size_t>(i)];
    }
}
} // namespace

TEST_CASE("all work is done once when run returns, by no more than were asked, again and again") {
    team four(4);
    CHECK(four.size() == 4);
    for (int round = 0; round < 300; ++round) {
        shared s;
        four.run(static_cast<std::size_t>(round % 4), &work, &s);
        int const calls = s.calls;
        CHECK(s.done == std::vector<int>(1000, 1));
        CHECK(calls >= 1);
        CHECK(calls <= round % 4 + 1);
        CHECK_FALSE(s.outside);
    }
}

TEST_CASE("helpers do work while the caller waits for them") {
    team two(2);
    std::atomic<bool> helped{false};
    two.run(
        1,
        [](void* with, std::size_t member) {
            auto& flag = *static_cast<std::atomic<bool>*>(with);
            if (member == 1) {
                flag = true;
                flag.notify_one();
            } else {
                flag.wait(false);
            }
        },
        &helped);
    CHECK(helped);
}

TEST_CASE("what a member throws, run throws; the team works on") {
    team two(2);
    std::atomic<bool> entered{false};
    auto const fail = [](void* with, std::size_t member) {
        auto& flag = *static_cast<std::atomic<bool>*>(with);
        if (member == 0) {
            flag.wait(false);
            return;
        }
        flag = true;
        flag.notify_one();
        throw std::runtime_error("a helper's");
    };
    CHECK_THROWS_WITH(two.run(1, fail, &entered), "a helper's");
    auto const own = [](void*, std::size_t member) {
        if (member == 0) {
            throw std::runtime_error("the caller's");
        }
    };
    CHECK_THROWS_WITH(two.run(1, own, nullptr), "the caller's");
    CHECK_THROWS_WITH(two.run(0, own, nullptr), "the caller's");
    shared s;
    two.run(1, &work, &s);
    CHECK(s.done == std::vector<int>(1000, 1));
}
