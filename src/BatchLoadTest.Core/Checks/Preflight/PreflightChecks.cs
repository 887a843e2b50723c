namespace BatchLoadTest.Checks.Preflight;

/// <summary>What is looked at before anything else, in this order.</summary>
public static class PreflightChecks
{
    /// <summary>The checks.</summary>
    /// <param name="warnings">What a person should look at in the data file.</param>
    public static IReadOnlyList<ICheck> Create(IReadOnlyList<string> warnings) =>
        [
            new SettingsCheck(),
            new DataCheck(warnings),
            new NameCheck(),
            new ConnectCheck(),
            new TlsCheck(),
            new HttpCheck(),
            new DialectCheck(),
            new KeyCheck(),
            new AdmittedCheck(),
            new ModelsCheck(),
            new BalanceCheck(),
            new UploadCheck(),
            new DataUploadCheck(),
            new CreateCheck(),
            new PollCheck(),
        ];

    /// <summary>Those that wait for the end of the batch, after all others.</summary>
    public static IReadOnlyList<ICheck> OfTheEnd() => [new BatchCheck(), new RowCheck(), new ReuseCheck()];
}
