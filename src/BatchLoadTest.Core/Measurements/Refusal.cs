namespace BatchLoadTest.Measurements;

/// <summary>
/// Why a service does not take what was sent, though nothing is wrong with the service. The values index arrays: keep
/// them dense and from 0.
/// </summary>
public enum Refusal
{
    /// <summary>429: too many requests in a time.</summary>
    RateLimit,

    /// <summary>429 that says so: no room for the completion window that was asked for.</summary>
    Capacity,

    /// <summary>429 that says so: more rows than an account may have that is not verified.</summary>
    Volume,

    /// <summary>402: the balance, or the spending cap of the key.</summary>
    Balance,

    /// <summary>403 that says so: the account or the key may not do this.</summary>
    Role,

    /// <summary>403 that says so: the model is not there for this account.</summary>
    Model,

    /// <summary>413: the file is too large.</summary>
    TooLarge,

    /// <summary>402, 403 or 429 that says so: a quota is used up.</summary>
    Quota,
}
