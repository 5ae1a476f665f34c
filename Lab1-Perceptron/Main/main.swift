// Runs the lab: `swift run Lab1-Perceptron --help`.

import Foundation

exit(lab1.launch { try Lab1State($0) })
