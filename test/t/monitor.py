for _ in range(30):
    print(insert(dice.choice(TABLES)))
