using System.Security.Cryptography;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>Ids that look like the flavour's: clients that take them apart, or keep them in too short a column, find out.</summary>
internal sealed class IdSource(MockFlavour flavour)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int FileIdLength = 22;

    public string NewFileId() =>
        flavour != MockFlavour.ControlLayer
            ? "file-" + RandomNumberGenerator.GetString(Alphabet, FileIdLength)
            : Guid.NewGuid().ToString();

    public string NewBatchId() =>
        flavour != MockFlavour.ControlLayer ? $"batch_{Guid.NewGuid():N}" : Guid.NewGuid().ToString();

    /// <summary>The control layer refuses an id that is no uuid before it looks for it.</summary>
    public bool IsPossible(string id) => flavour != MockFlavour.ControlLayer || Guid.TryParse(id, out _);
}
