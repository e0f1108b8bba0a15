package io.headland.server.api.asset;

import io.headland.server.core.asset.AssetListing;
import io.headland.server.core.asset.AssetListingStore;
import io.headland.server.core.leafuser.LeafUserStore;
import io.headland.server.platform.http.Pages;
import io.headland.server.platform.http.Request;
import io.headland.server.platform.http.Response;
import io.headland.server.platform.http.Routes;
import io.headland.server.platform.id.ApiOwnerId;
import io.headland.server.platform.id.LeafUserId;
import io.headland.server.platform.paging.Page;
import io.headland.server.platform.paging.PageRequest;

/// When the assets of a Leaf user's organizations were read, and why some were not or were kept.
public final class AssetListingResource {
  private final AssetListingStore listings;
  private final LeafUserStore users;

  public AssetListingResource(AssetListingStore listings, LeafUserStore users) {
    this.listings = listings;
    this.users = users;
  }

  public void addTo(Routes routes) {
    routes.owned("GET", "/services/headland/api/users/{leafUserId}/asset-listings", this::list);
  }

  private Response list(ApiOwnerId owner, Request request) {
    LeafUserId user =
        LeafUserId.parse(request.path("leafUserId"))
            .filter(id -> users.find(owner, id).isPresent())
            .orElseThrow(AssetProblems::noUser);
    PageRequest pageRequest = Pages.requested(request);
    Page<AssetListing> page = listings.list(owner, user, pageRequest);
    return Pages.response(request, pageRequest, page.map(AssetListingView::of));
  }
}
