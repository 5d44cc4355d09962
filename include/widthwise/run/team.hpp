// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <stop_token>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <widthwise/run/error.hpp>

namespace widthwise::detail {

/// Threads that are started once and wait for work: run(helpers, f, with) calls f(with, 0) here and
/// f(with, k) on at most `helpers` others, each k < size() once, as far as they wake before
/// f(with, 0) returns. So f takes its work from a shared counter, and nobody waits for a thread
/// that comes too late. run allocates nothing; what a call of f throws, run throws.
class team {
public:
    using job = void (*)(void* with, std::size_t member);

    /// The caller's own thread is one of them.
    explicit team(std::size_t threads) {
        try {
            for (std::size_t k = 1; k < threads; ++k) {
                others_.emplace_back([this, k](std::stop_token stop) { wait_for_work(stop, k); });
            }
        } catch (std::system_error const&) {
            throw error("engine", {}, "cannot start " + std::to_string(threads) + " threads");
        }
    }

    std::size_t size() const { return others_.size() + 1; }

    void run(std::size_t helpers, job work, void* with) {
        if (helpers == 0) {
            work(with, 0);
            return;
        }
        {
            std::lock_guard const lock(mutex_);
            work_ = work;
            with_ = with;
            places_ = helpers;
            ++round_;
        }
        wake_.notify_all();
        call(work, with, 0);
        std::unique_lock lock(mutex_);
        places_ = 0;
        done_.wait(lock, [this] { return busy_ == 0; });
        if (failure_ != nullptr) {
            std::rethrow_exception(std::exchange(failure_, nullptr));
        }
    }

private:
    void call(job work, void* with, std::size_t member) {
        try {
            work(with, member);
        } catch (...) {
            std::lock_guard const lock(mutex_);
            failure_ = std::current_exception();
        }
    }
    void wait_for_work(std::stop_token const& stop, std::size_t member) {
        std::size_t seen = 0;
        std::unique_lock lock(mutex_);
        while (wake_.wait(lock, stop, [&] { return places_ > 0 && round_ != seen; })) {
            seen = round_;
            --places_;
            ++busy_;
            job const work = work_;
            void* const with = with_;
            lock.unlock();
            call(work, with, member);
            lock.lock();
            if (--busy_ == 0) {
                done_.notify_one();
            }
        }
    }

    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::condition_variable_any done_;
    job work_ = nullptr;
    void* with_ = nullptr;
    std::size_t places_ = 0; ///< for members that may still join
    std::size_t busy_ = 0;
    std::size_t round_ = 0;
    std::exception_ptr failure_;
    std::vector<std::jthread> others_; // last: they stop before what they use is gone
};

} // namespace widthwise::detail
