namespace BatchLoadTest.MockServer.Options;

/// <summary>What the account has to spend.</summary>
public enum MockCredit
{
    /// <summary>Enough.</summary>
    Enough,

    /// <summary>Exactly nothing: batches are taken, and each row fails with the model's own 402, as seen at a control layer.</summary>
    Zero,

    /// <summary>Less than nothing: no batch is taken (402).</summary>
    Below,
}
