// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <limits>

#include <widthwise/report/csv.hpp>
#include <widthwise/report/table.hpp>

using namespace widthwise::report;

namespace {

double const not_a_number = std::numeric_limits<double>::quiet_NaN();

table mixed() {
    return {{"n", "int", "float", "text number", "flag", "gap"},
            {{"a", 1, 0.5, "1.50", true, {}},
             {"bb", -20, 12.25, "3", false, 3},
             {"\u00e9", 300, 1e7, "1e5", {}, {}}}};
}

} // namespace

TEST_CASE("orgtbl: the histogram a quantization prints") {
    table const histogram{{"Original type", "OP", "Total", "Changed", "Unchanged"},
                          {{"BatchNorm1d", "batch_norm1d", 4, 0, 4},
                           {"Linear", "linear", 3, 3, 0},
                           {"ReLU", "relu", 4, 0, 4},
                           {"output", "output", 1, 0, 1},
                           {"x", "placeholder", 1, 0, 1}}};
    CHECK(to_text(histogram, style::orgtbl) ==
          "| Original type   | OP           |   Total |   Changed |   Unchanged |\n"
          "|-----------------+--------------+---------+-----------+-------------|\n"
          "| BatchNorm1d     | batch_norm1d |       4 |         0 |           4 |\n"
          "| Linear          | linear       |       3 |         3 |           0 |\n"
          "| ReLU            | relu         |       4 |         0 |           4 |\n"
          "| output          | output       |       1 |         0 |           1 |\n"
          "| x               | placeholder  |       1 |         0 |           1 |");
    CHECK(to_csv(histogram, false) == "Original type,OP,Total,Changed,Unchanged\n"
                                      "BatchNorm1d,batch_norm1d,4,0,4\n"
                                      "Linear,linear,3,3,0\n"
                                      "ReLU,relu,4,0,4\n"
                                      "output,output,1,0,1\n"
                                      "x,placeholder,1,0,1\n");
}

TEST_CASE("columns: integers right, points below each other, texts and flags left, None empty") {
    CHECK(to_text(mixed(), style::orgtbl) ==
          "| n   |   int |   float |   text number | flag   |   gap |\n"
          "|-----+-------+---------+---------------+--------+-------|\n"
          "| a   |     1 |   0.5   |           1.5 | True   |       |\n"
          "| bb  |   -20 |  12.25  |           3   | False  |     3 |\n"
          "| \u00e9   |   300 |   1e+07 |      100000   |        |       |");
    CHECK(to_text(mixed(), style::simple) == "n      int    float    text number  flag      gap\n"
                                             "---  -----  -------  -------------  ------  -----\n"
                                             "a        1    0.5              1.5  True\n"
                                             "bb     -20   12.25             3    False       3\n"
                                             "\u00e9      300    1e+07       100000");
}

TEST_CASE("grid: a cell of several lines, a rule between rows, a double one below the header") {
    table const node{{"Node name", "Mase op", "Common Param"},
                     {{"x", "placeholder", "{'a': 1,\n 'b': 2}"}, {"fc1", "linear", ""}}};
    CHECK(to_text(node, style::grid) == "+-------------+-------------+----------------+\n"
                                        "| Node name   | Mase op     | Common Param   |\n"
                                        "+=============+=============+================+\n"
                                        "| x           | placeholder | {'a': 1,       |\n"
                                        "|             |             |  'b': 2}       |\n"
                                        "+-------------+-------------+----------------+\n"
                                        "| fc1         | linear      |                |\n"
                                        "+-------------+-------------+----------------+");
}

TEST_CASE("without headers, without rows, without anything") {
    table const bare{{}, {{1, "a"}, {2.5, "b"}}};
    CHECK(to_text(bare, style::simple) == "---  -\n1    a\n2.5  b\n---  -");
    CHECK(to_text(bare, style::grid) ==
          "+-----+---+\n| 1   | a |\n+-----+---+\n| 2.5 | b |\n+-----+---+");
    CHECK(to_text(bare, style::orgtbl) == "| 1   | a |\n| 2.5 | b |");
    table const none{{"a", "b"}, {}};
    CHECK(to_text(none, style::grid) ==
          "+-----+-----+\n| a   | b   |\n+=====+=====+\n+-----+-----+");
    CHECK(to_text(none, style::simple) == "a    b\n---  ---");
    CHECK(to_text({}, style::grid).empty());
    CHECK(to_text({{"last"}, {{1, 2}}}, style::simple) == "      last\n--  ------\n 1       2");
}

TEST_CASE("texts that are numbers in Python count as numbers, others do not") {
    CHECK(to_text({{"v"}, {{"nan"}, {not_a_number}, {"-INF"}, {1}}}, style::orgtbl) ==
          "|    v |\n|------|\n|  nan |\n|  nan |\n| -inf |\n|    1 |");
    CHECK(to_text({{"v"}, {{"+inf"}, {"1_000"}}}, style::orgtbl) ==
          "| v     |\n|-------|\n| +inf  |\n| 1_000 |");
    for (char const* word :
         {"1__0", "_1", "0x1f", "+-3", "- 3", "e5", ".", "1,000", "1e400", " inf"}) {
        CAPTURE(word);
        CHECK(to_text({{}, {{word}, {12345678}}}, style::orgtbl).find("| 12345678 |") !=
              std::string::npos);
        CHECK(to_text({{}, {{word}, {0.12345678}}}, style::orgtbl).find("0.12345678") !=
              std::string::npos); // a text column keeps the float's repr
    }
    for (char const* word : {"1_0", " 3 ", "1.", ".5", "1E5", "+5"}) {
        CAPTURE(word);
        CHECK(to_text({{}, {{word}, {0.12345678}}}, style::orgtbl).find("0.123457") !=
              std::string::npos);
    }
}

TEST_CASE("csv as pandas writes it: index column, minimal quotes, True and False, empty gaps") {
    CHECK(to_csv({{"Ori name", "Changed"}, {{"x", false}, {"seq_blocks_0", true}}}, true) ==
          ",Ori name,Changed\n0,x,False\n1,seq_blocks_0,True\n");
    CHECK(to_csv({{"t"}, {{"a,b"}, {"say \"hi\""}, {"two\nlines"}, {" plain; 'text'"}, {"cr\r"}}},
                 false) ==
          "t\n\"a,b\"\n\"say \"\"hi\"\"\"\n\"two\nlines\"\n plain; 'text'\n\"cr\r\"\n");
    CHECK(to_csv({{"whole", "real", "gap", "text"},
                  {{1, 2, 3, 4}, {5, 0.1, {}, "z"}, {6, not_a_number, 1, {}}}},
                 true) == ",whole,real,gap,text\n0,1,2.0,3.0,4\n1,5,0.1,,z\n2,6,,1.0,\n");
    CHECK(to_csv({{"v"}, {{py{}}, {"x"}}}, false) == "v\n\"\"\nx\n");
    CHECK(to_csv({{"v"}, {{1e16}, {1e-5}, {-std::numeric_limits<double>::infinity()}}}, false) ==
          "v\n1e+16\n1e-05\n-inf\n");
}
