// Runs the lab: `swift run Lab2-DeepFundamentals --help`.

import Foundation

exit(lab2.launch { try Lab2State($0) })
