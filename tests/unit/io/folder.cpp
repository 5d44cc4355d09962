// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/folder.hpp"
#include "tests/message.hpp"
#include <widthwise/io/weights.hpp>

namespace io = widthwise::io;
namespace fs = std::filesystem;
using tests::message;

namespace {

struct folder : tests::folder {
    void save(char const* name, float value) const {
        io::write_npy<float>(path / name, {1}, std::array{value});
    }
};

} // namespace

TEST_CASE("a folder is a state dict: stems are keys, a prefix selects and is dropped") {
    folder const temporary;
    temporary.save("param.seq_blocks.0.weight.npy", 1);
    temporary.save("param.seq_blocks.0.bias.npy", 2);
    temporary.save("x.npy", 3);
    std::ofstream(temporary.path / "README.md") << "not an array";

    auto const all = io::read_folder(temporary.path);
    CHECK(all.size() == 3);
    CHECK(all.at("x").floats() == std::vector{3.f});
    CHECK(all.contains("param.seq_blocks.0.weight"));

    auto const some = io::read_weights(temporary.path, "param.");
    CHECK(some.size() == 2);
    CHECK(some.at("seq_blocks.0.bias").floats() == std::vector{2.f});
    CHECK(some.at("seq_blocks.0.weight").name == "seq_blocks.0.weight");

    CHECK(message([&] { io::read_folder(temporary.path, "grad."); }) ==
          temporary.path.string() + ": has no file grad.*.npy");
}

TEST_CASE("one bad file is the error of the whole folder") {
    folder const temporary;
    temporary.save("a.npy", 1);
    std::ofstream(temporary.path / "b.npy") << "not an array";
    CHECK(message([&] { io::read_folder(temporary.path); }) ==
          temporary.path.string() + "/b.npy: tensor 'b': is not a .npy file");
}

TEST_CASE("a Lightning prefix is dropped, unless two names become one") {
    folder const temporary;
    temporary.save("model.fc.weight.npy", 1);
    temporary.save("loss.npy", 2);
    auto const read = io::read_weights(temporary.path);
    CHECK(read.size() == 2);
    CHECK(read.at("fc.weight").name == "fc.weight");
    CHECK(read.at("fc.weight").floats() == std::vector{1.f});
    temporary.save("fc.weight.npy", 3);
    auto const text = message([&] { io::read_weights(temporary.path); });
    CHECK(text.find("tensor 'fc.weight': is there with and without the prefix 'model.'") !=
          std::string::npos);
}

TEST_CASE("read_weights takes a folder or a .safetensors file, and says what it was given") {
    folder const temporary;
    auto const path = temporary.path / "w.safetensors";
    io::write_safetensors(
        path, {{"model.w", {"", {2}, io::dtype::u8, std::vector<std::byte>(2, std::byte{5}), ""}}});
    CHECK(io::read_weights(path).at("w").integers() == std::vector<std::int64_t>{5, 5});
    CHECK(message([&] { io::read_weights(temporary.path / "w.pt"); }) ==
          (temporary.path / "w.pt").string() + ": no such file or folder");
    std::ofstream(temporary.path / "w.pt") << "a pickle";
    CHECK(message([&] { io::read_weights(temporary.path / "w.pt"); }) ==
          (temporary.path / "w.pt").string() +
              ": is neither a folder of .npy files nor a .safetensors file");
    CHECK(message([&] { io::read_folder(path); }) == path.string() + ": is not a readable folder");
    CHECK(message([&] { io::read_weights(temporary.path); }) ==
          temporary.path.string() + ": has no file *.npy");
}
