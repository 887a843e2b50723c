namespace BatchLoadTest.Checks.Preflight;

/// <summary>What to do about a model that may not be used.</summary>
internal static class ModelFix
{
    public const string Words =
        "name a model that the key may use: in the data file's rows, by --class name=…,model=NAME, or with generated rows by "
        + "--generate-requests N --generate-model NAME";
}
