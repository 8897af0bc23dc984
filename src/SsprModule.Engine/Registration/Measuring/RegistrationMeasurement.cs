using SsprModule.Contracts;
using SsprModule.Models;

namespace SsprModule.Engine.Registration.Measuring;

/// <summary>Counts rows, in total and by part. Guests and disabled accounts are counted apart, because coverage is not over them.</summary>
internal sealed class RegistrationMeasurement : IRegistrationMeasurement
{
    private readonly MeasureRequest request;
    private readonly TimeProvider clock;
    private readonly SsprRegistrationMeasure total;
    private readonly Dictionary<string, SsprRegistrationMeasure> parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<Guid>> groups;
    private readonly SnapshotTaker? snapshot;

    public RegistrationMeasurement(MeasureRequest request, TimeProvider clock)
    {
        this.request = request;
        this.clock = clock;
        total = new SsprRegistrationMeasure { By = SsprMeasureBy.Total };
        groups = request.Groups.ToDictionary(g => g.Key, g => new HashSet<Guid>(g.Value), StringComparer.OrdinalIgnoreCase);
        snapshot = request.SnapshotPath is { } path ? new SnapshotTaker(SnapshotFile.Read(path, request.Log)) : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<SsprRegistrationMeasure> Result =>
        [total, .. parts.Values.OrderByDescending(p => p.ToChase).ThenByDescending(p => p.Users).ThenBy(p => p.Value, StringComparer.OrdinalIgnoreCase)];

    /// <inheritdoc/>
    public IReadOnlyList<SsprRegistrationTrend> Trend => snapshot is null ? [] : [.. snapshot.Earlier, snapshot.Compare(total, clock.GetUtcNow())];

    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyList<SsprRegistration> page)
    {
        foreach (var row in page)
        {
            Add(row);
        }

        return Task.CompletedTask;
    }

    /// <summary>Counts a row.</summary>
    public void Add(SsprRegistration row)
    {
        AddTo(total, row);
        foreach (var value in PartsOf(row))
        {
            AddTo(Part(value), row);
        }

        snapshot?.Add(row);
    }

    /// <inheritdoc/>
    public Task AppendSnapshotAsync(CancellationToken cancellationToken) =>
        SnapshotFile.AppendAsync(request.SnapshotPath!, snapshot!.Line(total, clock.GetUtcNow()), cancellationToken);

    /// <summary>Whether a row counts for coverage.</summary>
    public static bool IsCounted(SsprRegistration row) =>
        row.Status is not SsprRegistrationStatus.Disabled and not SsprRegistrationStatus.Guest && row.UserType == SsprUserType.Member;

    // Empty stands for users without one.
    private IEnumerable<string> PartsOf(SsprRegistration row) => request.By switch
    {
        SsprMeasureBy.Department => [row.Department ?? ""],
        SsprMeasureBy.Role => row.Role is { Count: > 0 } roles ? roles : [""],
        SsprMeasureBy.Method => row.Methods.Count > 0 ? row.Methods : [""],
        SsprMeasureBy.Domain => [DomainOf(row.UserPrincipalName)],
        SsprMeasureBy.Group => Guid.TryParse(row.Id, out var id) ? groups.Where(g => g.Value.Contains(id)).Select(g => g.Key) : [],
        _ => [],
    };

    private static string DomainOf(string name)
    {
        var at = name.LastIndexOf('@');
        return at < 0 ? "" : name.Substring(at + 1).ToLowerInvariant();
    }

    private SsprRegistrationMeasure Part(string value) => parts.TryGetValue(value, out var part)
        ? part
        : parts[value] = new SsprRegistrationMeasure { By = request.By, Value = value.Length == 0 ? null : value };

    private static void AddTo(SsprRegistrationMeasure sum, SsprRegistration row)
    {
        if (row.LastUpdated is { } updated && !(sum.OldestData <= updated))
        {
            sum.OldestData = updated;
        }

        if (!IsCounted(row))
        {
            (sum.Disabled, sum.Guests) = row.Status == SsprRegistrationStatus.Disabled ? (sum.Disabled + 1, sum.Guests) : (sum.Disabled, sum.Guests + 1);
            return;
        }

        var isCapable = row.IsSsprCapable == true;
        sum.Users++;
        sum.Enabled += row.IsSsprEnabled == true ? 1 : 0;
        sum.Registered += row.IsSsprRegistered == true ? 1 : 0;
        sum.Capable += isCapable ? 1 : 0;
        sum.ToChase += row.IsSsprEnabled == true && !isCapable ? 1 : 0;
        sum.Administrators += row.IsAdmin == true ? 1 : 0;
        sum.AdministratorsAtRisk += row.IsAdmin == true && !isCapable ? 1 : 0;
        sum.NoRecord += row.Status == SsprRegistrationStatus.NoRecord ? 1 : 0;
    }
}
