#include <widthwise/graph/zoo.hpp>

#include "main_job.hpp"

namespace zoo = ww::zoo;
WIDTHWISE_STRING(some_blocks, "seq_blocks_[25]");

void run_jsc_s(request const& wanted) { run<zoo::jsc_s, ww::seq_blocks<2>, some_blocks>(wanted); }
void run_jsc_test(request const& wanted) {
    run<zoo::jsc_test, ww::seq_blocks<2>, some_blocks>(wanted);
}
