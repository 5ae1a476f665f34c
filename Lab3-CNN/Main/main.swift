// Runs the lab: `swift run Lab3-CNN --help`.

import Foundation

exit(lab3.launch { try Lab3State($0) })
