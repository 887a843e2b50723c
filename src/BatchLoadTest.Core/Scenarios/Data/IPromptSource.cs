using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>A file to upload of which it is known what its rows ask for.</summary>
public interface IPromptSource : IUploadSource
{
    /// <summary>What they ask for.</summary>
    PromptCounts Prompts { get; }
}
