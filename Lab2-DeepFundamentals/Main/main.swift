// Runs the lab: `swift run Lab2-DeepFundamentals --help`.

import Foundation
import Lab2

exit(0)
