print("Lab 1")
