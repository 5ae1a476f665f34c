// When a run keeps to the data that the package carries, although this machine may have the full set.

import Datasets
import Foundation
import Reports

extension LabOptions {
  /// Whether nobody asked for a full set: no place and no section is named, or the run is a quick one.
  ///
  /// A tour thus stays short on machines that have the set, too. `NNLABS_DATA` names a place as
  /// `--data` does.
  public var wantsEmbeddedData: Bool {
    let isNamed = DownloadableSet.namedFolder(data, ProcessInfo.processInfo.environment) != nil
    return !isNamed && (quick || sections.isEmpty)
  }
}
