// The command line: `--name=value`, `--name value` or, for switches, `--name`.
#pragma once

#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <string>

class Flags {
public:
  // Reads the arguments from `first` on; a name that is not in `known` ends the program with exit code 2.
  Flags(int count, char **arguments, int first, const std::set<std::string> &known) {
    for (int index = first; index < count; ++index) {
      std::string argument = arguments[index];
      if (argument.rfind("--", 0) != 0) refuse("unexpected argument '" + argument + "'");
      argument.erase(0, 2);
      std::string value = "true";
      if (auto equals = argument.find('='); equals != std::string::npos) {
        value = argument.substr(equals + 1);
        argument.erase(equals);
      } else if (index + 1 < count && std::string(arguments[index + 1]).rfind("--", 0) != 0) {
        value = arguments[++index];
      }
      if (known.count(argument) == 0) {
        std::string names;
        for (const auto &name : known) names += " --" + name;
        refuse("unknown flag '--" + argument + "' (accepted:" + names + ")");
      }
      values_[argument] = value;
    }
  }

  std::string text(const std::string &name, const std::string &otherwise = "") const {
    auto found = values_.find(name);
    return found == values_.end() ? otherwise : found->second;
  }
  int number(const std::string &name, int otherwise) const {
    auto found = values_.find(name);
    return found == values_.end() ? otherwise : std::atoi(found->second.c_str());
  }
  bool isSet(const std::string &name) const {
    auto value = text(name, "false");
    return value == "true" || value == "1";
  }

  [[noreturn]] static void refuse(const std::string &reason) {
    std::cerr << "error: " << reason << std::endl;
    std::exit(2);
  }

private:
  std::map<std::string, std::string> values_;
};
