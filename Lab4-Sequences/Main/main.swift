// Runs the lab: `swift run Lab4-Sequences --help`.

import Foundation

exit(lab4.launch { try Lab4State($0) })
