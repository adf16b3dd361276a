/// What every list has in common. From `limit` and `cursor`, to a page and the cursor of the next one.
@NullMarked
package dev.darkroom.api.paging;

import org.jspecify.annotations.NullMarked;
