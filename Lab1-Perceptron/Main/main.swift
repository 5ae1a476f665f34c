// Runs the lab: `swift run Lab1-Perceptron --help`.

import Foundation

exit(lab1.run(Array(CommandLine.arguments.dropFirst())) { try Lab1State($0) })
