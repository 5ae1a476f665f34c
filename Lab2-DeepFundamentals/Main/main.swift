// Runs the lab: `swift run Lab2-DeepFundamentals --help`.

import Foundation

exit(lab2.run(Array(CommandLine.arguments.dropFirst())) { try Lab2State($0) })
