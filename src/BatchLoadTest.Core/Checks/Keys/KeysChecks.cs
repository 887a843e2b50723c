namespace BatchLoadTest.Checks.Keys;

/// <summary>What becomes of requests without the right key.</summary>
public static class KeysChecks
{
    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> Create() =>
        [
            new RefusedKeyCheck("missing", "no key is refused with 401", CheckWorth.Should, _ => null),
            new RefusedKeyCheck(
                "wrong",
                "a wrong key is refused with 401",
                CheckWorth.Must,
                prefix => prefix + "sk-batch-load-test-none"
            ),
            new RefusedKeyCheck("empty", "an empty key is refused with 401", CheckWorth.Should, prefix => prefix),
            new ChallengeCheck(),
            new SchemeCheck(),
            new KeyEchoCheck(),
        ];
}
