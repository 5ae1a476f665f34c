print("instructor")
