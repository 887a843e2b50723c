using BatchLoadTest.Scenarios.Prompts;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Settings of what is uploaded.</summary>
internal static class DataCatalogue
{
    public static readonly Setting<string> TestData = new("test-data", PlainText.NotBlank)
    {
        Placeholder = "FILE",
        Default = "test_data/batch_input_medium.jsonl",
        KnownVariable = "TEST_DATA_FILE",
        Description = "Batch input (JSONL), sought in the working directory, then beside the program.",
    };

    public static readonly Setting<int> GenerateRequests = new("generate-requests", NumberText.Whole(1, 10_000_000))
    {
        Placeholder = "N",
        Description = "Generate so many rows instead of reading a file.",
    };

    public static readonly Setting<long> GenerateBytes = new("generate-bytes", SizeText.Parse)
    {
        Placeholder = "SIZE",
        Default = "1KB",
        Description = "Bytes of each generated row, 256B to 10MB.",
    };

    public static readonly Setting<TokenNumbers> PromptTokens = new("prompt-tokens", TokensText.Parse)
    {
        Placeholder = "N|RANGE",
        DefaultNote = "default --generate-bytes decides",
        Description = "Estimated tokens of each generated prompt: 500, 200..2000 or lognormal(MEAN,P95).",
    };

    public static readonly Setting<TokenNumbers> OutputTokens = new("output-tokens", TokensText.Parse)
    {
        Placeholder = "N|RANGE",
        Default = "16",
        Description = "max_tokens of each generated row, likewise.",
    };

    public static readonly Setting<SharedPrefixes?> SharedPrefix = new("shared-prefix", PrefixesText.Parse)
    {
        Placeholder = "SHARE",
        DefaultNote = "default none",
        Description =
            "Generated rows with one of 5 common beginnings, half of the prompt; 30%x8:400 for 8 of 400 tokens.",
    };

    public static readonly Setting<bool> Vary = new("vary", FlagText.Parse)
    {
        Default = "false",
        Description = "Put words before each prompt of a file that no other row of the run has.",
    };

    public static readonly Setting<string> GenerateModel = new("generate-model", PlainText.Word)
    {
        Placeholder = "NAME",
        Default = "load-test",
        Description = "Model that generated rows name.",
    };

    public static readonly Setting<bool> DistinctIds = new("distinct-ids", FlagText.Parse)
    {
        Default = "false",
        Description = "Give every upload custom_ids of its own, so that mixed-up results show.",
    };

    public static readonly Setting<GivenClass> Class = new("class", ClassText.Parse)
    {
        Placeholder = "MEMBERS",
        IsRepeatable = true,
        HasMembers = true,
        Description =
            "A class of batches, drawn by weight: name=big,generate=20000x2KB,window=1h,weight=1. Members: name, data or "
            + "generate, model, window, endpoint, read, cancel, delete-input, weight or rate, threshold.",
    };

    public static readonly SettingSection Section = new(
        "Data",
        [
            Class,
            TestData,
            GenerateRequests,
            GenerateBytes,
            PromptTokens,
            OutputTokens,
            SharedPrefix,
            GenerateModel,
            Vary,
            DistinctIds,
        ]
    );
}
